"""Reads of rounds that more than one room shares."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from city.models import District, Envelope, Phase, Round
from city.rules.phases import PhaseKind


def rounds() -> QuerySet[Round]:
    """Every round with its phases, the latest first."""
    begun = Phase.objects.filter(round=OuterRef("pk")).order_by("opens_at").values("opens_at")[:1]
    return Round.objects.annotate(begins_at=begun).prefetch_related("phases").order_by("-begins_at", "-pk")


def current_round(now: datetime) -> Round | None:
    """The round people most likely look for: one that is voting, else proposing, else the latest of our own."""

    def is_open(kind: PhaseKind) -> Exists:
        return Exists(
            Phase.objects.filter(round=OuterRef("pk"), kind=kind, opens_at__lte=now, closes_at__gt=now)
        )

    own = rounds().annotate(votes=is_open(PhaseKind.VOTING), proposes=is_open(PhaseKind.PROPOSING))
    return own.order_by("is_imported", "-votes", "-proposes", "-begins_at", "-pk").first()


def districts_of(round: Round) -> QuerySet[District]:
    """The districts that have an envelope in the round, in the city's order."""
    return District.objects.filter(envelopes__round=round)


def envelopes_of(round: Round) -> QuerySet[Envelope]:
    return Envelope.objects.filter(round=round).select_related("district")


def has_envelope(round: Round, district: District) -> bool:
    return Envelope.objects.filter(Q(round=round) & Q(district=district)).exists()
