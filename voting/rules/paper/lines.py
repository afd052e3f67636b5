"""What a ballot paper says, as somebody types it: the numbers of the marked ideas, with a number pad alone.

    3 7 12        these ideas are marked (choose one, approval, knapsack), or stand in this order (ranking)
    3*5 7*2       points: five for idea 3, two for idea 7
    0             nothing is marked
    00            spoiled: nobody can say what it means

The number of an idea is its place on the printed ballot, from 1. What is typed is what the paper says, not what a
ballot may say: whether it keeps the rules is judged afterwards, alike for everybody who typed it.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from city.rules.canonical import canonical
from voting.rules.ballots.kind import BallotKind

NOTHING, SPOILED_SIGN = "0", "00"
SPOILED = canonical("spoiled").decode()
SEPARATORS = re.compile(r"[\s,;+]+")
LONGEST_NUMBER = 9  # digits


class Unreadable(ValueError):  # noqa: N818 - what was typed is at fault, not the program
    """A line that says nothing. `code` is why: empty, no_number, twice or no_points; `sign` is the part at fault."""

    def __init__(self, code: str, sign: str = "") -> None:
        super().__init__(code, sign)
        self.code, self.sign = code, sign


def says(line: str, kind: BallotKind, codes: Sequence[str]) -> str:
    """What the line says, in the one form in which two readings of a paper are compared: canonical JSON.

    `codes` are those of the ballot in their printed order. Raises Unreadable.
    """
    typed = line.strip()
    if typed == SPOILED_SIGN:
        return SPOILED
    signs = [sign for sign in SEPARATORS.split(typed) if sign]
    if not signs:
        raise Unreadable("empty")
    marks = {} if typed == NOTHING else _marks(signs, kind, codes)
    return canonical(kind.canonical(kind.marked(marks))).decode()


def _marks(signs: Sequence[str], kind: BallotKind, codes: Sequence[str]) -> dict[str, int]:
    """What stands beside each idea: 1, its place or its points."""
    marks: dict[str, int] = {}
    for place, sign in enumerate(signs, start=1):
        number, star, points = sign.partition("*")
        code = _code(number, sign, codes)
        if code in marks:
            raise Unreadable("twice", sign)
        marks[code] = _mark(kind, place, sign, points if star else None)
    return marks


def _code(number: str, sign: str, codes: Sequence[str]) -> str:
    index = _whole(number)
    if index is None or not 1 <= index <= len(codes):
        raise Unreadable("no_number", sign)
    return codes[index - 1]


def _mark(kind: BallotKind, place: int, sign: str, points: str | None) -> int:
    if kind.code != "points":
        if points is not None:
            raise Unreadable("no_number", sign)
        return place if kind.is_numbered else 1
    given = _whole(points or "")
    if not given:
        raise Unreadable("no_points", sign)
    return given


def _whole(digits: str) -> int | None:
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER
    return int(digits) if is_number else None


def choices_of(typed: str) -> Any:
    """The choices of a reading, as a ballot holds them; None where the paper is spoiled."""
    return None if typed == SPOILED else json.loads(typed)
