"""Voters' money in the Method of Equal Shares: exact, behind a filter of floating point.

Who is not broke has paid the full price of every bought project on their ballot. So the money of any voters
who are not broke is their share times their number, less each price times the points they gave that
project: whole numbers to count, and one exact price for each purchase. Floating point answers first, always
with bounds on its own error; whatever lies within the bounds is decided by the exact numbers.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np

from voting.rules.outcomes.passes import BY_ARRAY
from voting.rules.outcomes.profile import Numbers, Profile

ROUNDING = 2.0**-52
NEARLY_NOTHING = 2.0**-60

Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Backers:
    """The groups that back a project: how many voters they are, their points for it, and the product of both."""

    cost_minor: int
    groups: Numbers
    voters: Numbers
    points: Numbers
    weights: Numbers
    whole_weights: Numbers
    count: float
    weight: float


class Electorate:
    """Who backs what, with how many points: what stays the same however often the rule runs."""

    def __init__(self, profile: Profile, *, has_points: bool) -> None:
        """Let voters pay by the points they gave, or else the same for each project they chose."""
        self.passes = BY_ARRAY
        ballots, backing = profile.ballots.positive(), profile.backing.positive()
        self.profile = profile
        # In as few bytes as hold them, for these are gone through again and again.
        self.ballots = (ballots if has_points else ballots.of_ones()).narrow()
        self.backers = []
        sizes = profile.sizes[backing.columns]
        weights = sizes * backing.scores if has_points else sizes
        voters = sizes.astype(float)
        points = backing.scores.astype(float) if has_points else np.broadcast_to(1.0, len(sizes))
        rows = zip(backing.starts[:-1].tolist(), backing.starts[1:].tolist(), strict=True)
        parts = [slice(*row) for row in rows]
        floats = weights.astype(float) if has_points else voters
        sums = zip(backing.sums(sizes).tolist(), backing.sums(weights).tolist(), strict=True)
        for project, part, (count, weight) in zip(profile.projects.values(), parts, sums, strict=True):
            self.backers.append(
                Backers(
                    cost_minor=project.cost_minor,
                    groups=backing.columns[part],
                    voters=voters[part],
                    points=points[part],
                    weights=floats[part],
                    whole_weights=weights[part],
                    count=float(count),
                    weight=float(weight),
                )
            )


@dataclass(frozen=True, slots=True, eq=False)
class Sale:
    """The exact price of a point, and the groups that pay it in full or, having less, all they have.

    `weights` are the points of each group's voters in `full` together, as whole numbers; `emptied` have nothing
    left afterwards: all who paid less, and whom the full price leaves nothing.
    """

    price: Fraction
    full: Numbers
    points: Numbers
    weights: Numbers
    less: Numbers
    emptied: Numbers


@dataclass(frozen=True, slots=True)
class _Purse:
    """The exact money of one group's voter, in units of the purses."""

    money: int
    points: int
    voters: int


class Purses:
    """What each voter has left in one run of the rule; voters of a group always have the same."""

    def __init__(self, electorate: Electorate, share: Fraction) -> None:
        """Give each voter the same share, in minor units."""
        self._electorate = electorate
        self._passes = electorate.passes
        self._unit = share.denominator
        self._share = share.numerator
        self._prices: dict[int, int] = {}
        self._most = float(share)
        self.left = np.full(len(electorate.profile.sizes), self._most)

    def error(self, terms: int) -> float:
        """Bound, in minor units a voter, how far a sum of so many terms may be from the exact one."""
        return (terms + 2 * len(self._prices) + 8) * ROUNDING * self._most

    def bounds(self, place: int, at_least: float) -> Bounds | None:
        """Bound the price of a point; None where the backers certainly hold too little together.

        `at_least` is a lower bound known before: prices only rise as purses empty. An upper bound of
        infinity says that only exact numbers can tell.
        """
        backers = self._electorate.backers[place]
        money = self._passes.money(backers.groups, backers.voters, self.left)
        error = self.error(len(backers.groups)) * backers.count
        spare = money - backers.cost_minor
        if spare <= error:
            return None if spare < -error else (at_least, inf)
        price, weight = self._passes.level(
            backers.groups,
            backers.voters,
            backers.points,
            backers.weights,
            self.left,
            backers.cost_minor,
            backers.weight,
            at_least,
        )
        return max(at_least, price - error / weight), price + error / weight

    def sale(self, place: int, bounds: Bounds) -> Sale | None:
        """Settle the exact price of a point; None where the backers hold too little together."""
        backers = self._electorate.backers[place]
        less, full, near = self._passes.part(backers.groups, backers.points, self.left, self.error(0), *bounds)
        need = backers.cost_minor * self._unit - self._held(backers.groups[less])
        exact = {index: self._purse(backers, index) for index in near.tolist()}
        settled = _settle(need, int(backers.whole_weights[full].sum()), exact)
        if settled is None:
            return None
        price, poor = settled
        emptied = less
        if exact:
            full = np.append(full, [index for index in exact if index not in poor]).astype(np.int64)
            less = np.append(less, poor).astype(np.int64)
            even = [i for i, purse in exact.items() if i not in poor and purse.money == price * purse.points]
            emptied = np.append(less, even).astype(np.int64)
        return Sale(
            price / self._unit,
            backers.groups[full],
            backers.points[full],
            backers.whole_weights[full],
            backers.groups[less],
            backers.groups[emptied],
        )

    def pay(self, place: int, sale: Sale) -> None:
        """Take the price of a project from its backers."""
        scaled = sale.price * self._unit
        factor = scaled.denominator
        self._unit *= factor
        self._share *= factor
        self._prices = {bought: price * factor for bought, price in self._prices.items()}
        self._prices[place] = scaled.numerator
        rest = self.left[sale.full] - float(sale.price) * sale.points
        self.left[sale.full] = np.maximum(rest, NEARLY_NOTHING * self._most)
        self.left[sale.emptied] = 0.0

    def held(self, groups: Numbers) -> Fraction:
        """Add up, in minor units, what the voters of these groups have left."""
        return Fraction(self._held(groups[self.left[groups] > 0]), self._unit)

    def _held(self, groups: Numbers) -> int:
        sizes, ballots = self._electorate.profile.sizes[groups], self._electorate.ballots
        width = len(self._electorate.backers)
        given: list[int] = self._passes.given(
            ballots.starts, ballots.columns, ballots.scores, groups, sizes, width
        ).tolist()
        spent = sum(price * given[place] for place, price in self._prices.items())
        return self._share * int(sizes.sum()) - spent

    def _purse(self, backers: Backers, index: int) -> _Purse:
        columns, points = self._electorate.ballots.row(backers.groups[index])
        spent = sum(
            self._prices.get(place, 0) * given for place, given in zip(columns.tolist(), points.tolist(), strict=True)
        )
        return _Purse(self._share - spent, int(backers.points[index]), int(backers.voters[index]))


def _settle(need: int, weight: int, near: dict[int, _Purse]) -> tuple[Fraction, list[int]] | None:
    """Find the exact price, and who of the near ones has less; None where all together have too little.

    `need` is what the cost leaves after those who certainly have less, `weight` the points of those who
    certainly have enough.
    """
    rich, poor = dict(near), list[int]()
    while True:
        total = weight + sum(purse.points * purse.voters for purse in rich.values())
        if not total:
            return None
        below = [index for index, purse in rich.items() if purse.money * total < need * purse.points]
        if not below:
            return Fraction(need, total), poor
        for index in below:
            purse = rich.pop(index)
            need -= purse.money * purse.voters
        poor += below
