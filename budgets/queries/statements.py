"""Where the money of a round is: what was set aside, awarded, promised and paid.

Only official outcomes count. A statement costs the same number of queries however many rows it has.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Sum

from budgets.models import Commitment, Payment
from budgets.rules.delivery import Delivery
from city.models import District, Envelope, Round
from city.queries.rounds import envelopes_of, rounds
from voting.models import Award


@dataclass(frozen=True)
class RoundStatement:
    """The money of a round, in minor units of the round's currency."""

    round: Round
    envelope_minor: int
    delivery: Delivery

    @property
    def unawarded_minor(self) -> int:
        return self.envelope_minor - self.delivery.awarded_minor


@dataclass(frozen=True)
class DistrictStatement:
    """The money of one district in a round."""

    district: District
    envelope_minor: int
    delivery: Delivery

    @property
    def unawarded_minor(self) -> int:
        return self.envelope_minor - self.delivery.awarded_minor


@dataclass(frozen=True)
class AwardStatement:
    """The money of one award, with its commitments and their payments."""

    award: Award
    commitments: list[Commitment]
    delivery: Delivery

    @property
    def last_order(self) -> Commitment | None:
        return self.commitments[-1] if self.commitments else None

    @property
    def last_paid_on(self) -> date | None:
        """The day of the last payment."""
        days = [payment.paid_on for order in self.commitments for payment in order.payments.all()]
        return max(days, default=None)


def round_statements() -> list[RoundStatement]:
    """Every round, the latest first."""
    envelopes = _sums(Envelope.objects.all(), "round")
    deliveries = round_deliveries()
    return [
        RoundStatement(round, envelopes.get(round.pk, 0), deliveries.get(round.pk, Delivery())) for round in rounds()
    ]


def round_deliveries() -> dict[Hashable, Delivery]:
    """Awarded, promised and paid of every round that has awards, by its key."""
    return _deliveries("round")


def round_statement(round: Round, districts: Iterable[DistrictStatement]) -> RoundStatement:
    """The round as the sum of its districts."""
    districts = list(districts)
    return RoundStatement(
        round,
        sum(statement.envelope_minor for statement in districts),
        sum((statement.delivery for statement in districts), Delivery()),
    )


def district_statements(round: Round) -> list[DistrictStatement]:
    """Every district with an envelope in the round, in the city's order."""
    deliveries = _deliveries("district", round)
    return [
        DistrictStatement(envelope.district, envelope.amount_minor, deliveries.get(envelope.district_id, Delivery()))
        for envelope in envelopes_of(round)
    ]


def award_statements(round: Round) -> list[AwardStatement]:
    """Every award of the round, by district and in the order of purchase."""
    return [award_statement(award) for award in official_awards().filter(outcome__round=round)]


def award_statement(award: Award) -> AwardStatement:
    """The statement of an award that `official_awards` gave."""
    commitments = list(award.commitments.all())
    committed = sum(commitment.amount_minor for commitment in commitments)
    paid = sum(commitment.paid_minor for commitment in commitments)
    return AwardStatement(award, commitments, Delivery(award.due_minor, committed, paid))


def official_awards() -> QuerySet[Award]:
    """Awards of official outcomes with all that a statement shows. A cancelled round gives no money."""
    return (
        Award.objects.filter(outcome__is_official=True, outcome__round__cancelled_at=None)
        .select_related("proposal__round", "proposal__category", "outcome__district", "outcome__round")
        .prefetch_related(Prefetch("commitments", Commitment.objects.prefetch_related("payments")))
        .order_by("outcome__district__position", "outcome__district__name", "position")
    )


def delivery_of(award: Award) -> Delivery:
    """The award's money as it is now; read it under the award's lock before writing."""
    fallen = Award.objects.values_list("fallen_minor", flat=True).get(pk=award.pk)  # maybe since the award was read
    committed = _total(Commitment.objects.filter(award=award))
    paid = _total(Payment.objects.filter(commitment__award=award))
    return Delivery(award.amount_minor - fallen, committed, paid)


def _total(rows: QuerySet[Any]) -> int:
    return rows.aggregate(total=Sum("amount_minor"))["total"] or 0


def _sums(rows: QuerySet[Any], key: str, amount: Any = "amount_minor") -> dict[Hashable, int]:
    """The sum of the rows' amounts for each value of the key."""
    return dict(rows.order_by().values_list(key).annotate(total=Sum(amount)))


def _deliveries(part: str, round: Round | None = None) -> dict[Hashable, Delivery]:
    """Awarded, promised and paid for each `part` of an outcome ("round" or "district")."""
    official: dict[str, object] = {"is_official": True, "round__cancelled_at": None}
    official |= {"round": round} if round else {}
    awarded, committed, paid = (
        _sums(
            model.objects.filter(**{f"{way}__{name}": value for name, value in official.items()}),
            f"{way}__{part}",
            F("amount_minor") - F("fallen_minor") if model is Award else "amount_minor",
        )
        for model, way in (
            (Award, "outcome"),
            (Commitment, "award__outcome"),
            (Payment, "commitment__award__outcome"),
        )
    )
    return {key: Delivery(awarded[key], committed.get(key, 0), paid.get(key, 0)) for key in awarded}


def latest_payments(limit: int) -> QuerySet[Payment]:
    """The payments made last, each with its order, idea and round."""
    payments = Payment.objects.filter(commitment__award__outcome__is_official=True)
    return payments.select_related("commitment__award__proposal__round").order_by("-paid_on", "-pk")[:limit]
