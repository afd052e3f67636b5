"""The one place that writes the audit trail."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, models

from city.models import AuditEntry, User
from city.queries.locks import AUDIT, lock
from city.rules.audit import START, entry_hash
from city.rules.canonical import canonical, digest


def record(
    *,
    actor: User | None,
    now: datetime,
    verb: str,
    subject: models.Model,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    approver: User | None = None,
) -> AuditEntry:
    """Add an entry to the chain, inside the caller's transaction. No actor means the system itself."""
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry belongs in the transaction of the act it records")
    lock(AUDIT)
    last = AuditEntry.objects.order_by("-number").values_list("number", "hash").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, START)
    entry = AuditEntry(
        number=number,
        at=now,
        actor=actor,
        verb=verb,
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django documents it
        subject_key=str(subject.pk),
        before=_digest(before),
        after=_digest(after),
        reason=reason,
        approver=approver,
        previous=previous,
    )
    entry.hash = entry_hash(previous, entry.content())
    entry.save(force_insert=True)
    return entry


def _digest(state: Mapping[str, object] | None) -> str:
    return digest(b"pbv1/state\n", canonical(dict(state))) if state is not None else ""
