"""Two people for one act: a case is opened, and somebody else approves or declines it.

Whoever opens a case is asked the same as whoever acts: may this person, and does the state of things allow it? At
the approval it is asked again, and the act is in the same transaction as the approval.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.actions.kinds import kind_of
from city.models import Case, Round, User
from city.models.cases import LONGEST_REASON, CaseStatus
from city.queries.locks import lock
from city.queries.permissions import may
from city.rules.canonical import canonical
from city.rules.cases import LASTS
from city.rules.phases import Verb
from city.rules.refusal import Kind, Reason, Refused, refuse
from city.rules.texts import tidy_text


def open_case(
    *,
    actor: User,
    now: datetime,
    verb: Verb,
    reason: str,
    subject: models.Model,
    round: Round | None = None,
    arguments: Mapping[str, object] | None = None,
) -> Case:
    """Ask for an act. Raises Refused where it could not be done now, and where the same is asked for already."""
    case = Case(
        kind=verb.value,
        round=round,
        subject=f"{subject._meta.label_lower}:{subject.pk}",  # noqa: SLF001 - Django documents it
        person=subject if isinstance(subject, User) else None,
        arguments=dict(arguments or {}),
        reason=_said(reason),
        opened_by=actor,
        opened_at=now,
        expires_at=now + LASTS,
    )
    with transaction.atomic():
        lock("cases")
        _require_office(actor, case)
        _require_state(case, now)
        _require_new(case, now)
        case.save()
        record(actor=actor, now=now, verb="open_case", subject=case, after=_content(case), reason=case.reason)
    return case


def approve(*, actor: User, now: datetime, case: Case) -> Case:
    """Do what the case asks for, in the names of both. Raises Refused, and then nothing is done."""
    with transaction.atomic():
        row = _hold_for_second(case, actor, now)
        _require_office(row.opened_by, row)
        _require_state(row, now)
        kind_of(row).act(row, actor, now)
        _decide(row, CaseStatus.DONE, actor, now)
        record(actor=actor, now=now, verb="approve", subject=row, after=_content(row), reason=row.reason)
    return row


def decline(*, actor: User, now: datetime, case: Case, reason: str) -> Case:
    """Say no to a case, with a reason. Raises Refused."""
    said = _said(reason)
    with transaction.atomic():
        row = _hold_for_second(case, actor, now)
        _decide(row, CaseStatus.DECLINED, actor, now, said)
        record(actor=actor, now=now, verb="decline", subject=row, after=_content(row), reason=said)
    return row


def withdraw(*, actor: User, now: datetime, case: Case) -> Case:
    """Take a case back. Raises Refused unless it waits and the person opened it."""
    with transaction.atomic():
        row = _hold(case, now)
        if row.opened_by_id != actor.pk:
            raise refuse("not_yours", _("Only the person who opened a case withdraws it."), kind=Kind.FORBIDDEN)
        _decide(row, CaseStatus.WITHDRAWN, actor, now)
        record(actor=actor, now=now, verb="withdraw_case", subject=row, after=_content(row))
    return row


def _hold(case: Case, now: datetime) -> Case:
    """The case as it stands now, held for this transaction alone. Raises Refused unless it waits."""
    lock(f"case:{case.pk}")
    row = Case.objects.select_related("round", "person", "opened_by").get(pk=case.pk)
    if not row.is_waiting(now):
        message = _("This case is not waiting any more: %(status)s.") % {"status": row.status_at(now).label}
        raise refuse("decided", message, kind=Kind.CONFLICT)
    return row


def _hold_for_second(case: Case, actor: User, now: datetime) -> Case:
    """The same, for somebody else than the person who opened it, with the same office."""
    row = _hold(case, now)
    if row.opened_by_id == actor.pk:
        raise refuse("same_person", _("You opened this case. Somebody else decides it."), kind=Kind.FORBIDDEN)
    _require_office(actor, row)
    return row


def _require_office(person: User, case: Case) -> None:
    if not may(person, case.verb, case.round):
        message = _("The office of %(email)s does not include this.") % {"email": person.email}
        raise refuse("not_allowed", message, kind=Kind.FORBIDDEN)


def _require_state(case: Case, now: datetime) -> None:
    if reasons := kind_of(case).missing(case, now):
        raise Refused(*reasons, kind=Kind.CONFLICT)


def _require_new(case: Case, now: datetime) -> None:
    same = Case.objects.filter(kind=case.kind, round=case.round, subject=case.subject, status=CaseStatus.PENDING)
    if any(canonical(row.arguments) == canonical(case.arguments) for row in same.filter(expires_at__gt=now)):
        raise refuse("asked", _("The same is asked for already. See the cases that wait."), kind=Kind.CONFLICT)


def _decide(row: Case, status: CaseStatus, actor: User, now: datetime, decision: str = "") -> None:
    row.status, row.decided_by, row.decided_at, row.decision = status, actor, now, decision
    row.save(update_fields=["status", "decided_by", "decided_at", "decision"])


def _content(case: Case) -> dict[str, object]:
    """What the audit trail commits to."""
    return {
        "kind": case.kind,
        "round": case.round.slug if case.round else "",
        "subject": case.subject,
        "arguments": case.arguments,
        "status": str(case.status),
    }


def _said(reason: str) -> str:
    """The reason as it is kept. Raises Refused where nothing, or too much, is said."""
    said = tidy_text(reason)
    if not said:
        raise Refused(Reason("no_reason", _("Say why. The reason is kept in the record."), "reason"))
    if len(said) > LONGEST_REASON:
        message = _("Say it in %(most)d characters; this has %(count)d.")
        raise Refused(Reason("long_reason", message % {"most": LONGEST_REASON, "count": len(said)}, "reason"))
    return said
