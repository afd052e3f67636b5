"""What a vote came to, for programs: its outcome and how final that is, earlier counts, decisions, complaints."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Router, Schema

from city.models import Round
from city.queries.rounds import rounds
from voting.models import Award, Outcome, OutcomeVersion, Protocol
from voting.queries.certainty import as_json, certainty_of
from voting.queries.complaints import complaints_of, told
from voting.queries.decisions import fallthroughs

router = Router(tags=["voting"])


class CertaintyOut(Schema):
    """How final a result is: uncounted, provisional, under_challenge, certified, key_destroyed, cancelled, imported.

    `since` is when it came to that, `until` the last moment to object, each null where there is none.
    """

    state: str
    since: datetime | None
    until: datetime | None


class AwardOut(Schema):
    """A funded proposal; the amount is in minor units of the round's currency."""

    position: int
    code: str = Field(alias="proposal.code")
    title: str = Field(alias="proposal.title")
    amount_minor: int


class ContestOutcomeOut(Schema):
    """What one rule makes of one district's ballots; amounts are in minor units of the round's currency."""

    district: str = Field(alias="district.code")
    rule: str
    parameters: dict[str, Any]
    is_official: bool
    budget_minor: int
    spent_minor: int
    ballots: int
    winners: list[AwardOut]
    losers: dict[str, Any]
    ties: list[Any]
    metrics: dict[str, Any]
    counted_at: datetime

    @staticmethod
    def resolve_winners(outcome: Any) -> list[Any]:
        return list(outcome.awards.all())


class VersionOut(Schema):
    """One count of a contest by the round's rule. `reason` says why it was counted anew; `digest` hashes `content`."""

    district: str = Field(alias="district.code")
    number: int
    content: dict[str, Any]
    digest: str
    reason: str
    counted_at: datetime


class NextOut(Schema):
    code: str = Field(alias="proposal.code")
    title: str = Field(alias="proposal.title")
    amount_minor: int


class DecisionOut(Schema):
    """An award that falls through, and what happens with the money: carried over, or given to who is next."""

    district: str = Field(alias="award.outcome.district.code")
    code: str = Field(alias="award.proposal.code")
    freed_minor: int
    is_carried_over: bool
    in_place: list[NextOut]
    reason: str
    case: int | None = Field(alias="case_id")
    decided_at: datetime

    @staticmethod
    def resolve_in_place(decision: Any) -> list[Any]:
        return list(decision.in_place.all())


class OutcomeOut(Schema):
    """What a closed round funds: provisional until officials certify it. `versions` holds every count there was."""

    round: str
    currency: str
    result: CertaintyOut
    certified_at: datetime | None
    protocol: str | None
    contests: list[ContestOutcomeOut]
    versions: list[VersionOut]
    decisions: list[DecisionOut]


class ComplaintOut(Schema):
    """A complaint by its number, with the public answer once there is one."""

    number: int = Field(alias="complaint.number")
    status: str
    made_at: datetime = Field(alias="complaint.made_at")
    case: int | None = Field(alias="complaint.case_id")
    answer: str | None
    answered_at: datetime | None

    @staticmethod
    def resolve_answer(one: Any) -> str | None:
        answer = getattr(one.complaint, "answer", None)
        return str(answer.text) if answer else None

    @staticmethod
    def resolve_answered_at(one: Any) -> datetime | None:
        answer = getattr(one.complaint, "answer", None)
        return answer.answered_at if answer else None


@router.get("/rounds/{slug:slug}/outcome", response=OutcomeOut, summary="What the round funds, once it is counted")
def show_outcome(request: HttpRequest, slug: str) -> dict[str, Any]:  # noqa: ARG001 - ninja calls it so
    round = get_object_or_404(rounds(), slug=slug)
    found = _outcomes(round)
    if not found:
        raise Http404("not counted yet")
    return {
        "round": round.slug,
        "currency": round.currency,
        "result": as_json(certainty_of(round, timezone.now())),
        "certified_at": round.certified_at,
        "protocol": Protocol.objects.filter(round=round).values_list("digest", flat=True).first(),
        "contests": found,
        "versions": OutcomeVersion.objects.filter(round=round)
        .select_related("district")
        .order_by("district", "number"),
        "decisions": fallthroughs(round),
    }


@router.get(
    "/rounds/{slug:slug}/complaints",
    response=list[ComplaintOut],
    summary="Complaints about the round by number, with the public answers",
)
def show_complaints(request: HttpRequest, slug: str) -> list[Any]:  # noqa: ARG001 - ninja calls it so
    round = get_object_or_404(rounds(), slug=slug)
    return list(told(complaints_of(round), timezone.now()))


def _outcomes(round: Round) -> QuerySet[Outcome]:
    awards = Prefetch("awards", Award.objects.filter(in_place_of=None).select_related("proposal"))
    return Outcome.objects.filter(round=round).select_related("district").prefetch_related(awards)
