"""How rounds end and begin again: what stands in the way of cancelling one, and of holding it once more."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from city.models import Round
from city.rules.phases import Verb
from city.rules.refusal import Reason
from proposals.models import Proposal
from proposals.rules.statuses import PUBLIC
from voting.models import Award


def missing_to_cancel(round: Round, now: datetime) -> list[Reason]:
    """What keeps the round from being cancelled."""
    if round.cancelled_at:
        return [Reason("cancelled", _("This round is cancelled already."))]
    if round.is_imported or round.certified_at or not round.permits(Verb.CANCEL, now):
        message = _("A round is cancelled before its result is certified. After that the result stands.")
        return [Reason("not_now", message)]
    return []


def is_archived(round: Round, now: datetime) -> bool:
    """Whether nothing is to come in the round: it is cancelled, or certified and past its last day."""
    if round.cancelled_at:
        return True
    is_over = all(stretch.closes_at <= now for stretch in round.stretches)
    return round.certified_at is not None and is_over


def unfunded(round: Round) -> QuerySet[Proposal]:
    """What was proposed in public and got no money: what another round may ask about again."""
    funded = Award.objects.filter(outcome__round=round, outcome__is_official=True, outcome__round__cancelled_at=None)
    found = Proposal.objects.filter(round=round, status__in=[status.value for status in PUBLIC])
    rows = found.exclude(pk__in=funded.values("proposal")).select_related("district", "category", "valuation")
    return rows.order_by("district__position", "district__name", "title", "pk")
