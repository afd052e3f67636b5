"""Reads of rounds that more than one room shares."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from city.models import District, Envelope, Phase, Round
from city.rules.phases import PhaseKind


def rounds() -> QuerySet[Round]:
    """Every round with its phases, the latest first."""
    return Round.objects.prefetch_related("phases").order_by(_begins_at().desc(), "-pk")


def current_round(now: datetime) -> Round | None:
    """The round people most likely look for: one that is voting, else proposing, else the latest of our own."""

    def is_open(kind: PhaseKind) -> Exists:
        return Exists(Phase.objects.filter(round=OuterRef("pk"), kind=kind, opens_at__lte=now, closes_at__gt=now))

    order = [is_open(PhaseKind.VOTING).desc(), is_open(PhaseKind.PROPOSING).desc(), _begins_at().desc()]
    return rounds().order_by("is_imported", *order, "-pk").first()


def _begins_at() -> Subquery:
    return Subquery(Phase.objects.filter(round=OuterRef("pk")).order_by("opens_at").values("opens_at")[:1])


def districts_of(round: Round) -> QuerySet[District]:
    """The districts that have an envelope in the round, in the city's order."""
    return District.objects.filter(envelopes__round=round)


def envelopes_of(round: Round) -> QuerySet[Envelope]:
    return Envelope.objects.filter(round=round).select_related("district")


def has_envelope(round: Round, district: District) -> bool:
    return Envelope.objects.filter(Q(round=round) & Q(district=district)).exists()
