"""Certifying: officials make what was counted final."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from voting.models import Outcome
from voting.queries.results import missing_to_certify, official


def certify(*, actor: User | None, now: datetime, round: Round) -> Round:
    """Make the round's official outcomes final: once, and only when every contest is counted.

    Raises Refused: FORBIDDEN, or CONFLICT with everything that stands in the way. No actor means a command at the
    server's own console.
    """
    if actor is not None and not may(actor, Verb.CERTIFY, round):
        raise refuse("not_allowed", _("Only an election officer certifies a result."), kind=Kind.FORBIDDEN)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        round.refresh_from_db()
        if reasons := missing_to_certify(round, now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        round.certified_at = now
        round.save(update_fields=["certified_at"])
        record(actor=actor, now=now, verb="certify", subject=round, after=_winners(official(round)))
    return round


def _winners(outcomes: Iterable[Outcome]) -> dict[str, list[str]]:
    """The codes funded in each district, in order of purchase: what the audit trail commits to."""
    return {outcome.district.code: [award.proposal.code for award in outcome.awards.all()] for outcome in outcomes}
