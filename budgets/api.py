"""The money of a round, for programs. Every amount is in minor units of the round's currency."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from budgets.models import Commitment
from budgets.queries.statements import (
    AwardStatement,
    DistrictStatement,
    award_statements,
    district_statements,
    round_statement,
)
from budgets.rules.delivery import Delivery
from city.models import Round
from city.queries.money import minor_per_unit
from voting.api.results import CertaintyOut, DecisionOut
from voting.queries.certainty import as_json, certainty_of
from voting.queries.decisions import fallthroughs

router = Router(tags=["budgets"])


class PaymentOut(Schema):
    invoice: str
    amount_minor: int
    paid_on: date


class CommitmentOut(Schema):
    payee: str
    purpose: str
    amount_minor: int
    committed_on: date
    payments: list[PaymentOut]


class Sums(Schema):
    awarded_minor: int
    committed_minor: int
    paid_minor: int


class AwardOut(Sums):
    proposal: int
    code: str
    title: str
    district: str
    position: int
    commitments: list[CommitmentOut]


class DistrictOut(Sums):
    district: str
    name: str
    envelope_minor: int


class BudgetOut(Sums):
    """The money of a round. Of one held elsewhere (`is_imported`) nothing is known about commitments and payments."""

    round: str
    title: str
    currency: str
    minor_per_unit: int
    is_certified: bool
    result: CertaintyOut
    is_imported: bool
    envelope_minor: int
    districts: list[DistrictOut]
    awards: list[AwardOut]
    decisions: list[DecisionOut]


@router.get(
    "/budgets/{slug:slug}", response=BudgetOut, summary="Envelopes, awards, commitments and payments of a round"
)
def budget(request: HttpRequest, slug: str) -> dict[str, Any]:  # noqa: ARG001 - a view's signature
    round = get_object_or_404(Round, slug=slug)
    districts = district_statements(round)
    whole = round_statement(round, districts)
    found = certainty_of(round, timezone.now(), is_counted=bool(whole.delivery.awarded_minor))
    return {
        "round": round.slug,
        "title": round.title,
        "currency": round.currency,
        "minor_per_unit": minor_per_unit(round.currency),
        "result": as_json(found),
        "is_certified": round.certified_at is not None,
        "is_imported": round.is_imported,
        "envelope_minor": whole.envelope_minor,
        "districts": [_district(statement) for statement in districts],
        "awards": [_award(statement) for statement in award_statements(round)],
        "decisions": fallthroughs(round),
        **_sums(whole.delivery),
    }


def _district(statement: DistrictStatement) -> DistrictOut:
    return DistrictOut(
        district=statement.district.code,
        name=statement.district.name,
        envelope_minor=statement.envelope_minor,
        **_sums(statement.delivery),
    )


def _award(statement: AwardStatement) -> AwardOut:
    award = statement.award
    return AwardOut(
        proposal=award.proposal_id,
        code=award.proposal.code,
        title=award.proposal.title,
        district=award.outcome.district.code,
        position=award.position,
        commitments=[_commitment(commitment) for commitment in statement.commitments],
        **_sums(statement.delivery),
    )


def _commitment(commitment: Commitment) -> CommitmentOut:
    return CommitmentOut(
        payee=commitment.payee,
        purpose=commitment.purpose,
        amount_minor=commitment.amount_minor,
        committed_on=commitment.committed_on,
        payments=[PaymentOut.from_orm(payment) for payment in commitment.payments.all()],
    )


def _sums(delivery: Delivery) -> dict[str, int]:
    return {
        "awarded_minor": delivery.awarded_minor,
        "committed_minor": delivery.committed_minor,
        "paid_minor": delivery.paid_minor,
    }
