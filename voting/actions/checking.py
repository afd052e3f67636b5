"""The recount beside the count: whatever differs stops publication until somebody has looked."""

import logging
from datetime import datetime

from django.db import transaction

from city.actions.audit import record
from city.models import Round
from city.queries.locks import lock
from city.rules.refusal import Kind, Refused, refuse
from voting.actions.publishing import freeze_publication
from voting.models import Publication
from voting.queries.checks import check_round
from voting.queries.log import log_size

logger = logging.getLogger(__name__)


def check(*, now: datetime, round: Round) -> list[str]:
    """Recount the round and check its log; the faults, which freeze its publication."""
    size = log_size(round)
    faults = [f"{found.name}: {fault}" for found in check_round(round) for fault in found.faults]
    if faults:
        logger.error("%s is not published any more: %s", round.slug, "; ".join(faults[:5]))
        freeze_publication(now=now, round=round, reason="\n".join(faults[:20]))
    else:
        Publication.objects.filter(round=round).update(checked_at=now, checked_size=size)
    return faults


def resume(*, actor: None, now: datetime, round: Round, reason: str) -> None:
    """Publish again what a recount had frozen, now that it finds nothing any more: from the server's console alone.

    Raises Refused: CONFLICT with what is still wrong.
    """
    faults = check(now=now, round=round)
    if faults:
        raise Refused(*(refuse("differs", fault).reasons[0] for fault in faults), kind=Kind.CONFLICT)
    with transaction.atomic():
        lock(f"publish:{round.pk}")
        Publication.objects.filter(round=round).update(is_frozen=False, reason="")
        record(actor=actor, now=now, verb="resume", subject=round, after={"published": True}, reason=reason)
