"""Voiding a cast: it counts no more, and its voter may cast anew while the vote is open."""

from datetime import datetime

from django.db import transaction

from city.actions.audit import record
from city.models import User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.actions.log import enter
from voting.models import Cast, VoidedCast
from voting.queries.changes import missing_to_void
from voting.rules.log.leaves import Ruling, voided


def void(
    *, actor: User | None, now: datetime, cast: Cast, approver: User | None = None, reason: str = "", case: int = 0
) -> VoidedCast:
    """Take a cast out of the count, with a public reason. What it says is looked at by nobody.

    While people vote it leaves the count with the next mix, as it came into it: a count that moved at once would
    tell what it says. After the close the sealer counts anew at once.

    Raises Refused. It takes two people, or the server's own console (no actor).
    """
    require_two(actor, approver, Verb.VOID, cast.round)
    with transaction.atomic():
        lock(f"round:{cast.round_id}")
        cast.round.refresh_from_db()
        if reasons := missing_to_void(cast.round, cast.h, now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        made = VoidedCast.objects.create(
            h=cast.h, round=cast.round, district=cast.district, reason=reason, voided_at=now
        )
        leaf = voided(district=cast.district.code, h=cast.h, ruling=Ruling(reason, now, case))
        enter(round=cast.round, leaf=leaf)
        after = {"h": cast.h}
        record(actor=actor, now=now, verb=Verb.VOID, subject=made, after=after, reason=reason, approver=approver)
    return made
