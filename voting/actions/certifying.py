"""Certifying: officials make what was counted final."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.actions.log import enter
from voting.models import Outcome
from voting.queries.results import missing_to_certify, official
from voting.queries.told import result_leaf


def certify(
    *, actor: User | None, now: datetime, round: Round, approver: User | None = None, reason: str = ""
) -> Round:
    """Make the round's official outcomes final: once, and only when every contest is counted.

    Raises Refused: FORBIDDEN, or CONFLICT with everything that stands in the way. It takes two people, or the
    server's own console (no actor).
    """
    require_two(actor, approver, Verb.CERTIFY, round)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        round.refresh_from_db()
        if reasons := missing_to_certify(round, now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        round.certified_at = now
        round.save(update_fields=["certified_at"])
        outcomes = list(official(round))
        if not round.is_imported:
            for outcome in outcomes:
                enter(round=round, leaf=result_leaf(outcome, "certified"))
        after = _winners(outcomes)
        record(actor=actor, now=now, verb="certify", subject=round, after=after, reason=reason, approver=approver)
    return round


def _winners(outcomes: Iterable[Outcome]) -> dict[str, list[str]]:
    """The codes funded in each district, in order of purchase: what the audit trail commits to."""
    return {outcome.district.code: [award.proposal.code for award in outcome.awards.all()] for outcome in outcomes}
