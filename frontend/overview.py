"""A round at a glance, for the pages that compose all rooms: reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from budgets.queries.statements import AwardStatement, award_statements
from budgets.rules.delivery import Delivery
from city.models import District, Envelope, Round
from city.models.rounds import MayVoteIn, PhaseName
from city.queries.money import format_money
from city.queries.rounds import envelopes_of
from city.rules.phases import PhaseKind, Stretch, Verb
from frontend.shares import series_of
from frontend.stages import Stage, after_the_vote, running
from frontend.steps import Step
from proposals.models import Proposal
from proposals.rules.statuses import PUBLIC, Status
from voting.queries.conditions import conditions
from voting.queries.endings import is_archived
from voting.queries.results import RuleWords, rule_words
from voting.queries.tallies import Standing, standing
from voting.queries.turnout import electorate


@dataclass(frozen=True)
class Turnout:
    """The ballots of one district, how many of them are in the count, and how many may vote there."""

    code: str
    name: str
    cast: int
    sealed: int
    may_vote: int
    series: int


@dataclass(frozen=True)
class Asked:
    """How many ideas ask for the money of one district."""

    district: District
    envelope_minor: int
    ideas: int
    series: int


class Overview:
    """What the front page, the page of a round and the list of rounds say about a round at `now`.

    Nothing is read before a page asks for it.
    """

    def __init__(
        self, round: Round, now: datetime, envelopes: list[Envelope] | None = None, delivery: Delivery | None = None
    ) -> None:
        self.round = round
        if envelopes is not None:
            self.envelopes = envelopes
        if delivery is not None:
            self.delivery = delivery
        self.now = now
        self.current: Stretch | None = round.current(now)
        self.is_proposing = round.permits(Verb.SUBMIT, now)
        self.is_voting = round.is_voting(now)
        self.is_closed = round.is_closed(now)

    @cached_property
    def stage(self) -> Stage:
        opened = self.current.kind if self.current else None
        if self.round.cancelled_at:
            return Stage.CANCELLED
        if not self.is_closed:
            has_begun = any(stretch.opens_at <= self.now for stretch in self.round.stretches)
            return running(opened, has_begun=has_begun, is_proposing=self.is_proposing, is_voting=self.is_voting)
        if self.round.is_imported and self.delivery.awarded_minor:
            return Stage.DECIDED  # what was built is not known
        return after_the_vote(opened, self.delivery)

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

    @property
    def is_archived(self) -> bool:
        """Whether nothing is to come any more."""
        return is_archived(self.round, self.now)

    @cached_property
    def reruns(self) -> list[Round]:
        """The rounds that were made from this one."""
        return list(self.round.reruns.order_by("pk"))

    @cached_property
    def envelopes(self) -> list[Envelope]:
        return list(envelopes_of(self.round))

    @cached_property
    def total_minor(self) -> int:
        return sum(envelope.amount_minor for envelope in self.envelopes)

    @property
    def shares(self) -> list[dict[str, Any]]:
        """The envelopes as the segments of the round's purse, each leading to what is proposed there."""
        return [
            {
                "amount": envelope.amount_minor,
                "title": envelope.district.name,
                "words": format_money(envelope.amount_minor, self.round.currency),
                "series": series_of(number),
                "url": self._proposals_in(envelope.district),
            }
            for number, envelope in enumerate(self.envelopes, start=1)
        ]

    def _proposals_in(self, district: District) -> str:
        return f"{reverse('proposals:proposals', args=[self.round.slug])}?district={district.code}"

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many proposals the public sees, and how many of them are on the ballot."""
        public = Q(status__in=[status.value for status in PUBLIC])
        listed = Q(status=Status.LISTED.value)
        return Proposal.objects.filter(round=self.round).aggregate(
            public=Count("pk", filter=public), listed=Count("pk", filter=listed)
        )

    @property
    def asked(self) -> list[Asked]:
        """What residents propose in each district so far."""
        public = Proposal.objects.public().filter(round=self.round).order_by()
        counts = dict(public.values_list("district").annotate(Count("pk")))
        return [
            Asked(envelope.district, envelope.amount_minor, counts.get(envelope.district_id, 0), series_of(number))
            for number, envelope in enumerate(self.envelopes, start=1)
        ]

    @cached_property
    def standing(self) -> Standing:
        return standing(self.round, self.now)

    @cached_property
    def electorate(self) -> dict[str, int]:
        """How many may vote in each district; of an election held elsewhere that is not known."""
        places = [envelope.district for envelope in self.envelopes]
        return {} if self.round.is_imported else electorate(self.round, places)

    @property
    def may_vote(self) -> int:
        """How many people may vote; those who may in two districts are counted in the larger only."""
        if self.round.may_vote_in == MayVoteIn.HOME:
            return sum(self.electorate.values())
        return max(self.electorate.values(), default=0)

    @property
    def turnout(self) -> list[Turnout]:
        """The ballots of every district that has an envelope, in the city's order."""
        found = self.standing.turnout
        return [
            Turnout(
                envelope.district.code,
                envelope.district.name,
                *_numbers(found, envelope.district.code),
                self.electorate.get(envelope.district.code, 0),
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
        """What the official outcomes gave money to, by district, in the order of purchase; nothing before the close."""
        return award_statements(self.round) if self.is_closed else []

    @cached_property
    def delivery(self) -> Delivery:
        """The money of all awards."""
        return sum((statement.delivery for statement in self.awards), Delivery())

    @property
    def best_paid(self) -> list[AwardStatement]:
        """The three awards of which most is paid, once anything is."""
        paid = [statement for statement in self.awards if statement.delivery.paid_minor]
        return sorted(paid, key=lambda one: one.delivery.paid_minor, reverse=True)[:3]

    @property
    def winners(self) -> list[tuple[District, list[AwardStatement]]]:
        """The awards of each district that has any."""
        by_district = groupby(self.awards, key=lambda one: one.award.outcome.district)
        return [(district, list(statements)) for district, statements in by_district]

    @property
    def rule(self) -> RuleWords:
        return rule_words(self.round.rule)

    @cached_property
    def conditions(self) -> list[str]:
        """What the round asks of an idea besides votes."""
        return conditions(self.round)

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        """The city for the map: the districts of the round with their sums, the others pale beside them."""
        numbered = enumerate(self.envelopes, start=1)
        inside = {envelope.district_id: self._place(envelope, number) for number, envelope in numbered}
        districts = District.objects.filter(is_citywide=False)
        return [inside.get(district.pk, _beside(district)) for district in districts]

    def _place(self, envelope: Envelope, number: int) -> dict[str, Any]:
        district = envelope.district
        return {
            "code": district.code,
            "name": district.name,
            "boundary": district.boundary,
            "value": format_money(envelope.amount_minor, self.round.currency),
            "series": series_of(number),
            "url": self._proposals_in(district),
        }


def _beside(district: District) -> dict[str, Any]:
    return {"code": district.code, "name": district.name, "boundary": district.boundary, "is_beside": True}


def _numbers(found: dict[str, dict[str, int]], code: str) -> tuple[int, int]:
    counts = found.get(code, {"cast": 0, "sealed": 0})
    return counts["cast"], counts["sealed"]
