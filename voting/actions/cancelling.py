"""Cancelling a round: it is called off for good, in public."""

from datetime import datetime

from django.db import transaction

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import database_now, lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.actions.rescheduling import close_early
from voting.models import Cancellation
from voting.queries.endings import missing_to_cancel


def cancel(
    *, actor: User | None, now: datetime, round: Round, approver: User | None = None, reason: str
) -> Cancellation:
    """Call the round off. A vote that is open closes at once; all that is published stays to be read.

    Raises Refused. It takes two people, or the server's own console (no actor).
    """
    require_two(actor, approver, Verb.CANCEL, round)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        row = Round.objects.get(pk=round.pk)
        if reasons := missing_to_cancel(row, now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        if row.is_voting(database_now()):
            close_early(actor=actor, approver=approver, now=now, round=row, reason=reason)
        row.cancelled_at = now
        row.save(update_fields=["cancelled_at"])
        made = Cancellation.objects.create(round=row, reason=reason, cancelled_at=now)
        after = {"round": row.slug}
        record(actor=actor, now=now, verb=Verb.CANCEL, subject=row, after=after, reason=reason, approver=approver)
    return made
