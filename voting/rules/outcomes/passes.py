"""Passes over the backers of a project, which take nearly all the time of equal shares: in numpy, and as loops.

Where numba is installed (dependency group `fast`), the loops are compiled and used once a count has gone through many
runs. What both give is the same whole numbers, or floating point within the same bounds, so no result can depend on
which it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Passes:
    """What equal shares asks of the backers of a project again and again.

    - `money(groups, voters, left)`: what all the voters of these groups have left
    - `level(groups, voters, points, weights, left, cost, weight, price)`: raise the price until the backers who can pay
      it raise, with all that the others have, the cost; the price, and the weight of those who can
    - `part(groups, points, left, error, low, high)`: which backers certainly have less than a price within these
      bounds asks of them, which certainly have more, and which are too near to tell; by their places in `groups`
    - `given(starts, columns, scores, rows, times, width)`: add up the scores of rows column by column, each row
      so many times
    """

    money: Callable[..., float]
    level: Callable[..., tuple[float, float]]
    part: Callable[..., tuple[Numbers, Numbers, Numbers]]
    given: Callable[..., Numbers]


def money(groups: Numbers, voters: Numbers, left: Numbers) -> float:
    return float((left[groups] * voters).sum())


def level(
    groups: Numbers,
    voters: Numbers,
    points: Numbers,
    weights: Numbers,
    left: Numbers,
    cost: int,
    weight: float,
    price: float,
) -> tuple[float, float]:
    purses = left[groups]
    held = purses * voters
    poor, rest = -1, weight
    while True:
        is_poor = purses < price * points
        found = int(np.count_nonzero(is_poor))
        if found <= poor:
            return price, rest
        poor = found
        rest = weight - float((weights * is_poor).sum())
        price = (cost - float((held * is_poor).sum())) / rest


def part(
    groups: Numbers, points: Numbers, left: Numbers, error: float, low: float, high: float
) -> tuple[Numbers, Numbers, Numbers]:
    purses = left[groups]
    is_less = (purses > 0) & (purses + error < low * points)
    is_more = purses - error > high * points
    is_near = (purses > 0) & ~is_less & ~is_more
    return np.flatnonzero(is_less), np.flatnonzero(is_more), np.flatnonzero(is_near)


def given(starts: Numbers, columns: Numbers, scores: Numbers, rows: Numbers, times: Numbers, width: int) -> Numbers:
    firsts = starts[rows]
    lengths = starts[rows + 1] - firsts
    places = np.arange(lengths.sum()) + np.repeat(firsts - np.cumsum(lengths) + lengths, lengths)
    values = scores[places] * np.repeat(times, lengths)
    if values.dtype == object:
        sums = np.zeros(width, object)
        np.add.at(sums, columns[places], values)
        return sums
    return np.bincount(columns[places], values, width).astype(np.int64)


def money_by_loop(groups: Numbers, voters: Numbers, left: Numbers) -> float:
    total = 0.0
    for index in range(len(groups)):
        total += left[groups[index]] * voters[index]
    return total


def level_by_loop(
    groups: Numbers,
    voters: Numbers,
    points: Numbers,
    weights: Numbers,
    left: Numbers,
    cost: int,
    weight: float,
    price: float,
) -> tuple[float, float]:
    poor, rest = -1, weight
    while True:
        found, poor_weight, poor_money = 0, 0.0, 0.0
        for index in range(len(groups)):
            purse = left[groups[index]]
            if purse < price * points[index]:
                found += 1
                poor_weight += weights[index]
                poor_money += purse * voters[index]
        if found <= poor:
            return price, rest
        poor = found
        rest = weight - poor_weight
        price = (cost - poor_money) / rest


def part_by_loop(
    groups: Numbers, points: Numbers, left: Numbers, error: float, low: float, high: float
) -> tuple[Numbers, Numbers, Numbers]:
    places = np.empty((3, len(groups)), np.int64)
    less, more, near = 0, 0, 0
    for index in range(len(groups)):
        purse = left[groups[index]]
        if purse - error > high * points[index]:
            places[1, more] = index
            more += 1
        elif purse > 0:
            if purse + error < low * points[index]:
                places[0, less] = index
                less += 1
            else:
                places[2, near] = index
                near += 1
    return places[0, :less], places[1, :more], places[2, :near]


def given_by_loop(
    starts: Numbers, columns: Numbers, scores: Numbers, rows: Numbers, times: Numbers, width: int
) -> Numbers:
    sums = np.zeros(width, np.int64)
    for index in range(len(rows)):
        for entry in range(starts[rows[index]], starts[rows[index] + 1]):
            sums[columns[entry]] += scores[entry] * times[index]
    return sums


BY_ARRAY = Passes(money, level, part, given)
BY_LOOP = Passes(money_by_loop, level_by_loop, part_by_loop, given_by_loop)


@cache
def compiled() -> Passes | None:
    """Compile the loops, or take what was compiled before from the disk.

    None where numba is not installed, or finds no place to keep what it compiled.
    """
    try:
        compiler = import_module("numba").njit(cache=True)
        return Passes(*(compiler(getattr(BY_LOOP, name)) for name in Passes.__slots__))
    except (ImportError, RuntimeError):
        return None


def fastest(scores: Numbers) -> Passes:
    """Choose for a count that runs many times over a table of these scores: machine words can be compiled."""
    return (None if scores.dtype == object else compiled()) or BY_ARRAY
