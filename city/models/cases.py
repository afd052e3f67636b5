"""Cases: acts that take two people. One asks for the act, another approves it, and only then it is done."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from city.models.people import User
from city.models.rounds import Round
from city.rules.cases import Status, status_at
from city.rules.phases import Verb

LONGEST_REASON = 2_000


class CaseStatus(models.TextChoices):
    PENDING = Status.PENDING.value, _("Waiting")
    DONE = Status.DONE.value, _("Approved and done")
    DECLINED = Status.DECLINED.value, _("Declined")
    WITHDRAWN = Status.WITHDRAWN.value, _("Withdrawn")
    EXPIRED = Status.EXPIRED.value, _("Expired")


class Case(models.Model):
    """One act asked for: its kind (a verb), in which round, about what, with which arguments, and why.

    `subject` names the row the act is about, as the audit trail does; `person` is whom it is about, where that
    is somebody. `decision` is what the second person said.
    """

    kind = models.CharField(max_length=32)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    subject = models.CharField(max_length=128)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    arguments = models.JSONField(default=dict, blank=True)
    reason = models.TextField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=CaseStatus.choices, default=CaseStatus.PENDING)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.EXPIRED) & Q(status__in=CaseStatus.values),
                name="case_status_is_stored",
                violation_error_message=_(
                    "A case waits, is done, declined or withdrawn; only its date says that it expired."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status=CaseStatus.PENDING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status=CaseStatus.PENDING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="case_decided_by_somebody",
                violation_error_message=_("A case that waits has nobody who decided it, and any other has."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[CaseStatus.DONE, CaseStatus.DECLINED]) | ~Q(decided_by=F("opened_by")),
                name="case_takes_two_people",
                violation_error_message=_("Somebody else than the person who opened a case decides it."),
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.WITHDRAWN) | Q(decided_by=F("opened_by")),
                name="case_withdrawn_by_its_opener",
                violation_error_message=_("Only the person who opened a case withdraws it."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="case_has_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.DECLINED) | ~Q(decision=""),
                name="case_declined_with_a_reason",
                violation_error_message=_("Say why it is declined."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")),
                name="case_expires_after_opening",
                violation_error_message=_("A case expires after it was opened."),
            ),
        ]
        indexes = [models.Index(fields=["status", "-opened_at"], name="case_by_status")]

    def __str__(self) -> str:
        return f"case {self.pk}: {self.kind}"

    @property
    def verb(self) -> Verb:
        return Verb(self.kind)

    def status_at(self, now: datetime) -> CaseStatus:
        return CaseStatus(status_at(Status(self.status), self.expires_at, now))

    def is_waiting(self, now: datetime) -> bool:
        return self.status_at(now) is CaseStatus.PENDING
