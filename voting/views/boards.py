"""What the pages of a running count show: the votes of one district, the next mix, and who takes part where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from city.models import District, Round
from city.models.rounds import Visibility
from voting.queries.tallies import Standing
from voting.queries.turnout import electorate
from voting.rules.contest import Contest
from voting.views.cards import Card, cards

COUNTED_IN_VOTES = {"approval", "choose-one", "knapsack"}
MOST_COINS = 20  # larger mixes are one bar: nobody counts more coins
AXES = (10, 25, 50, 100)  # percent


@dataclass(frozen=True)
class Row:
    """A project, its votes (or points), and how many of them the last mix brought."""

    card: Card
    votes: int
    gained: int = 0


@dataclass(frozen=True)
class Turnout:
    """The ballots of one district, how many of them are in the count, and how many may vote (0: not known)."""

    district: District
    cast: int
    sealed: int
    may_vote: int

    @property
    def percent(self) -> float:
        return 100 * self.cast / self.may_vote if self.may_vote else 0.0


@dataclass(frozen=True)
class Mix:
    """The mix that fills. `waiting` ballots are not in the count; k of them stay behind when the next k are in."""

    k: int
    waiting: int

    @property
    def filled(self) -> int:
        return min(max(self.waiting - self.k, 0), self.k)

    @property
    def behind(self) -> int:
        return self.waiting - self.filled

    @property
    def coins(self) -> list[bool]:
        """Every ballot of the mix, true where it is in; empty where there are too many to draw."""
        return [place < self.filled for place in range(self.k)] if self.k <= MOST_COINS else []


@dataclass(frozen=True)
class Board:
    """One district's count, in the order asked for. `mixed_at` is when the last mix came, if one has."""

    rows: list[Row]
    turnout: Turnout
    mix: Mix | None
    envelope_minor: int
    is_in_votes: bool
    is_sorted: bool
    mixed_at: datetime | None

    @property
    def asked_minor(self) -> int:
        return sum(row.card.cost_minor for row in self.rows)

    @property
    def segments(self) -> list[dict[str, Any]]:
        """Everything on the ballot as lengths of money, in ballot order."""
        return [row.card.segment for row in sorted(self.rows, key=lambda row: row.card.number)]

    @property
    def whole(self) -> int:
        """What a full bar stands for."""
        highest = max((row.votes for row in self.rows), default=0)
        return max(self.turnout.sealed if self.is_in_votes else highest, 1)

    @property
    def mean_choices(self) -> float | None:
        """How many projects a ballot names on average, where ballots name projects and some are counted."""
        if not self.is_in_votes or not self.turnout.sealed:
            return None
        return sum(row.votes for row in self.rows) / self.turnout.sealed


def board(round: Round, area: Contest, turnout: Turnout, numbers: Standing, *, is_sorted: bool) -> Board:
    """The count of one district: in ballot order, or with the most votes first."""
    counts = (numbers.tally or {}).get(area.district, {})
    tally = numbers.kept.get(area.district)
    gained = tally.gained if tally and numbers.tally else {}
    rows = [Row(card, counts.get(card.code, 0), _gained(card, gained)) for card in cards(round, area)]
    is_mixing = round.visibility == Visibility.LIVE and not round.is_imported and not round.is_closed(numbers.at)
    return Board(
        rows=sorted(rows, key=lambda row: -row.votes) if is_sorted else rows,
        turnout=turnout,
        mix=Mix(round.k, turnout.cast - turnout.sealed) if is_mixing else None,
        envelope_minor=area.envelope_minor,
        is_in_votes=area.kind in COUNTED_IN_VOTES,
        is_sorted=is_sorted,
        mixed_at=tally.counted_at if tally else None,
    )


def _gained(card: Card, gained: Mapping[str, int]) -> int:
    """What the last mix brought; nothing where it took away all that a withdrawn project had."""
    return 0 if card.is_withdrawn else gained.get(card.code, 0)


@dataclass(frozen=True)
class Participation:
    """Who takes part where."""

    rows: list[Turnout]

    @property
    def cast(self) -> int:
        return sum(row.cast for row in self.rows)

    @property
    def sealed(self) -> int:
        return sum(row.sealed for row in self.rows)

    @property
    def is_known(self) -> bool:
        """Whether anybody knows how many may vote: not of an election held elsewhere."""
        return any(row.may_vote for row in self.rows)

    @property
    def axis(self) -> int:
        """The percentage at which the bars end: one that people know, and no bar is longer."""
        highest = max((row.percent for row in self.rows), default=0.0)
        return next((end for end in AXES if highest <= end), AXES[-1])

    @property
    def most(self) -> int:
        """The ballots at which the bars end where nobody knows how many may vote."""
        return max((row.cast for row in self.rows), default=0)

    @property
    def areas(self) -> list[dict[str, Any]]:
        """The districts for the map, each with its turnout and the way to its count."""
        return [
            {
                "code": row.district.code,
                "name": row.district.name,
                "boundary": row.district.boundary,
                "share": (row.cast, row.may_vote),
                "url": f"?{urlencode({'district': row.district.code})}",
            }
            for row in self.rows
            if not row.district.is_citywide
        ]


def participation(round: Round, districts: Iterable[District], numbers: Standing) -> Participation:
    """The turnout of these districts, in their order."""
    places = list(districts)
    may_vote = electorate(round, places)
    none = {"cast": 0, "sealed": 0}
    return Participation(
        [Turnout(one, **numbers.turnout.get(one.code, none), may_vote=may_vote[one.code]) for one in places]
    )
