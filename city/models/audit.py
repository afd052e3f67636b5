"""The audit trail: every act of an official or a resident but the casting of a ballot."""

from datetime import UTC
from typing import Any

from django.db import models

from city.models.people import User
from city.rules.audit import Link


class AuditEntry(models.Model):
    """One act. Entries are only ever added: triggers refuse to change or remove one."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="acts")
    verb = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=32)
    subject_key = models.CharField(max_length=64)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    approver = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="approvals")
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["number"]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject_kind} {self.subject_key}"

    def content(self) -> dict[str, Any]:
        """What the hash covers."""
        return {
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(),
            "actor": self.actor_id or 0,
            "verb": self.verb,
            "subject": f"{self.subject_kind}:{self.subject_key}",
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
            "approver": self.approver_id or 0,
        }

    def link(self) -> Link:
        return Link(self.number, self.previous, self.hash, self.content())
