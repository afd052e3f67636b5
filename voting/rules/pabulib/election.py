from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from voting.rules.contest import Contest


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file says of a project beyond its place in the contest; None and "" where it says nothing.

    `more` holds the cells of all other columns, by name and as they stand.
    """

    code: str
    votes: int | None = None
    score: int | None = None
    selected: int | None = None
    categories: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    neighborhood: str = ""
    description: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Election:
    """A real election as its file has it.

    `ballots` are canonical choices of the contest's kind, in file order; `voters` are the columns of what is
    said of the people who cast them, in the same order, by name (empty where nobody asked for them);
    `place` is the part of the city it is about, "" for all of it.
    """

    meta: Mapping[str, str]
    place: str
    begins_on: date
    ends_on: date
    contest: Contest
    listings: Mapping[str, Listing]
    ballots: Sequence[list[Any]]
    voters: Mapping[str, Sequence[str]] = field(default_factory=dict)
