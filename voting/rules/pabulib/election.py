from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from voting.rules.contest import Contest


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file says of a project beyond its place in the contest; None and "" where it says nothing."""

    line: int
    code: str
    votes: int | None = None
    score: int | None = None
    selected: int | None = None
    neighborhood: str = ""
    description: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Election:
    """A real election as its file has it.

    `ballots` are canonical choices of the contest's kind, in file order;
    `place` is the part of the city it is about, "" for all of it.
    """

    meta: Mapping[str, str]
    place: str
    begins_on: date
    ends_on: date
    contest: Contest
    listings: Mapping[str, Listing]
    ballots: Sequence[list[Any]]
