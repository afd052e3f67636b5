"""Another closing of a running vote than its manifest says: later, or at once. What follows moves by the same time."""

from datetime import datetime

from django.db import transaction

from city.actions.audit import record
from city.models import Phase, Round, User
from city.queries.locks import database_now, lock
from city.queries.permissions import require_two
from city.rules.phases import PhaseKind, Verb, rescheduled
from city.rules.refusal import Kind, Refused
from voting.actions.log import enter
from voting.models import ClosingChange
from voting.queries.changes import missing_to_close, missing_to_extend
from voting.rules.log.leaves import Ruling
from voting.rules.log.leaves import rescheduled as rescheduled_leaf


def extend(
    *,
    actor: User | None,
    now: datetime,
    round: Round,
    closes_at: datetime,
    approver: User | None = None,
    reason: str = "",
    case: int = 0,
) -> ClosingChange:
    """Have the vote close later. Once it is closed it stays closed: the clock of the database decides.

    Raises Refused. It takes two people, or the server's own console (no actor).
    """
    require_two(actor, approver, Verb.EXTEND, round)
    with transaction.atomic():
        row = _hold(round)
        if reasons := missing_to_extend(row, closes_at, database_now()):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        made = _move(row, closes_at, now, reason)
        _tell(made, case)
        _record(Verb.EXTEND, made, actor, approver)
    return made


def close_early(
    *, actor: User | None, now: datetime, round: Round, approver: User | None = None, reason: str = "", case: int = 0
) -> ClosingChange:
    """Have the vote close at once. Raises Refused. It takes two people, or the server's own console (no actor)."""
    require_two(actor, approver, Verb.CLOSE_EARLY, round)
    with transaction.atomic():
        row = _hold(round)
        moment = database_now()
        if reasons := missing_to_close(row, moment):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        made = _move(row, moment, now, reason)
        _tell(made, case)
        _record(Verb.CLOSE_EARLY, made, actor, approver)
    return made


def _hold(round: Round) -> Round:
    """The round as it stands now. No cast is under way meanwhile: they hold the lock shared."""
    lock(f"round:{round.pk}")
    return Round.objects.get(pk=round.pk)


def _move(round: Round, closes_at: datetime, now: datetime, reason: str) -> ClosingChange:
    """Write the new dates of the vote and of what follows it."""
    voting = next(stretch for stretch in round.stretches if stretch.kind is PhaseKind.VOTING)
    for stretch in rescheduled(round.stretches, closes_at):
        dates = {"opens_at": stretch.opens_at, "closes_at": stretch.closes_at}
        Phase.objects.filter(round=round, kind=stretch.kind.value).update(**dates)
    return ClosingChange.objects.create(
        round=round, old_closes_at=voting.closes_at, new_closes_at=closes_at, reason=reason, changed_at=now
    )


def _tell(made: ClosingChange, case: int) -> None:
    ruling = Ruling(made.reason, made.changed_at, case)
    enter(
        round=made.round, leaf=rescheduled_leaf(closes=made.new_closes_at, old_closes=made.old_closes_at, ruling=ruling)
    )


def _record(verb: Verb, made: ClosingChange, actor: User | None, approver: User | None) -> None:
    record(
        actor=actor,
        now=made.changed_at,
        verb=verb,
        subject=made.round,
        before={"closes_at": made.old_closes_at.isoformat()},
        after={"closes_at": made.new_closes_at.isoformat()},
        reason=made.reason,
        approver=approver,
    )
