"""Reads of rounds that more than one room shares."""

from django.db.models import OuterRef, QuerySet, Subquery

from city.models import District, Envelope, Phase, Round


def rounds() -> QuerySet[Round]:
    """Every round with its phases, the latest first."""
    return Round.objects.prefetch_related("phases").order_by(_begins_at().desc(), "-pk")


def _begins_at() -> Subquery:
    return Subquery(Phase.objects.filter(round=OuterRef("pk")).order_by("opens_at").values("opens_at")[:1])


def districts_of(round: Round) -> QuerySet[District]:
    """The districts that have an envelope in the round, in the city's order."""
    return District.objects.filter(envelopes__round=round)


def envelopes_of(round: Round) -> QuerySet[Envelope]:
    return Envelope.objects.filter(round=round).select_related("district")
