"""A round at a glance, for the pages that compose all rooms: reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from budgets.queries.statements import AwardStatement, award_statements
from city.models import Envelope, Round
from city.models.rounds import PhaseName
from city.queries.money import format_money
from city.queries.rounds import envelopes_of
from city.rules.phases import PhaseKind, Stretch, Verb
from frontend.shares import series_of
from frontend.steps import Step
from proposals.models import Proposal
from proposals.rules.statuses import PUBLIC, Status
from voting.queries.tallies import Standing, standing


@dataclass(frozen=True)
class Turnout:
    """The ballots of one district, and how many of them are in the count."""

    code: str
    name: str
    cast: int
    sealed: int
    series: int


class Overview:
    """What the front page, the page of a round and the list of rounds say about a round at `now`.

    Nothing is read before a page asks for it.
    """

    def __init__(self, round: Round, now: datetime, envelopes: list[Envelope] | None = None) -> None:
        self.round = round
        if envelopes is not None:
            self.envelopes = envelopes
        self.now = now
        self.current: Stretch | None = round.current(now)
        self.is_proposing = round.permits(Verb.SUBMIT, now)
        self.is_voting = round.is_voting(now)
        self.is_closed = round.is_closed(now)

    @property
    def phase_name(self) -> str:
        return str(PhaseName(self.current.kind.value).label) if self.current else ""

    @property
    def voting(self) -> Stretch | None:
        return self.round.stretch(PhaseKind.VOTING)

    @property
    def proposing(self) -> Stretch | None:
        return self.round.stretch(PhaseKind.PROPOSING)

    @property
    def closes_at(self) -> datetime | None:
        return self.current.closes_at if self.current else None

    @property
    def last_day(self) -> datetime | None:
        """A moment on the last day of the phase that is open: midnight belongs to the day before."""
        return self.current.closes_at - timedelta(seconds=1) if self.current else None

    @property
    def seasons(self) -> list[Step]:
        """The phases, as the line of steps shows them."""
        return [
            Step(str(PhaseName(one.kind.value).label), self._state(one), one.opens_at, one.closes_at)
            for one in self.round.stretches
        ]

    def _state(self, stretch: Stretch) -> str:
        if stretch.is_open(self.now):
            return "on"
        return "done" if stretch.closes_at <= self.now else "next"

    @cached_property
    def envelopes(self) -> list[Envelope]:
        return list(envelopes_of(self.round))

    @cached_property
    def total_minor(self) -> int:
        return sum(envelope.amount_minor for envelope in self.envelopes)

    @property
    def shares(self) -> list[dict[str, Any]]:
        """The envelopes as the segments of the round's purse."""
        return [
            {
                "amount": envelope.amount_minor,
                "title": envelope.district.name,
                "series": series_of(number),
                "district": envelope.district.code,
            }
            for number, envelope in enumerate(self.envelopes, start=1)
        ]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many proposals the public sees, and how many of them are on the ballot."""
        public = Q(status__in=[status.value for status in PUBLIC])
        listed = Q(status=Status.LISTED.value)
        return Proposal.objects.filter(round=self.round).aggregate(
            public=Count("pk", filter=public), listed=Count("pk", filter=listed)
        )

    @cached_property
    def standing(self) -> Standing:
        return standing(self.round, self.now)

    @property
    def turnout(self) -> list[Turnout]:
        """The ballots of every district that has an envelope, in the city's order."""
        found = self.standing.turnout
        return [
            Turnout(
                envelope.district.code,
                envelope.district.name,
                *_numbers(found, envelope.district.code),
                series_of(number),
            )
            for number, envelope in enumerate(self.envelopes, start=1)
        ]

    @property
    def most_cast(self) -> int:
        """The ballots of the district that has most."""
        return max((one["cast"] for one in self.standing.turnout.values()), default=0)

    @cached_property
    def awards(self) -> list[AwardStatement]:
        """What the official outcomes gave money to; what is paid for most comes first."""
        return sorted(award_statements(self.round), key=lambda one: one.delivery.paid_minor, reverse=True)

    @property
    def places(self) -> list[dict[str, Any]]:
        """The districts for the map, each with its sum."""
        return [
            {
                "code": envelope.district.code,
                "name": envelope.district.name,
                "boundary": envelope.district.boundary,
                "value": format_money(envelope.amount_minor, self.round.currency),
            }
            for envelope in self.envelopes
            if not envelope.district.is_citywide
        ]


def _numbers(found: dict[str, dict[str, int]], code: str) -> tuple[int, int]:
    counts = found.get(code, {"cast": 0, "sealed": 0})
    return counts["cast"], counts["sealed"]
