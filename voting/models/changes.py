"""What officials changed of a vote after it was frozen: each act a public row, with its reason. Rows are only added."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from city.models import Case, District, Round
from proposals.models import Proposal


class Amendment(models.Model):
    """Another title or cost of a proposal on a frozen ballot. The manifest stays; this is read on top of it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="amendments")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="amendments")
    old_title = models.CharField(max_length=300)
    new_title = models.CharField(max_length=300)
    old_cost_minor = models.PositiveBigIntegerField()
    new_cost_minor = models.PositiveBigIntegerField()
    reason = models.TextField()
    amended_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_title=F("new_title")) | ~Q(old_cost_minor=F("new_cost_minor")),
                name="amendment_changes_something",
                violation_error_message=_("An amendment changes the title or the cost."),
            ),
            models.CheckConstraint(
                condition=Q(new_cost_minor__gt=0),
                name="amendment_costs_something",
                violation_error_message=_("A proposal on a ballot costs more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"amendment of {self.proposal_id}"


class Withdrawal(models.Model):
    """A proposal that stands for election no more. It stays on ballots that are in, and counts for nothing there."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.TextField()
    withdrawn_at = models.DateTimeField()

    class Meta:
        ordering = ["withdrawn_at", "pk"]

    def __str__(self) -> str:
        return f"withdrawal of {self.proposal_id}"


class ClosingChange(models.Model):
    """Another closing of a vote than its manifest says: later, or sooner."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="closing_changes")
    old_closes_at = models.DateTimeField()
    new_closes_at = models.DateTimeField()
    reason = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_closes_at=F("new_closes_at")),
                name="closing_changes",
                violation_error_message=_("The vote closes then already."),
            )
        ]

    def __str__(self) -> str:
        return f"closing of {self.round_id} at {self.new_closes_at:%Y-%m-%d}"

    @property
    def is_later(self) -> bool:
        return self.new_closes_at > self.old_closes_at


class VoidedCast(models.Model):
    """A cast that counts no more, by its hash. Nothing here tells what it says or whose it is."""

    h = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="voided_casts")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField()

    class Meta:
        ordering = ["voided_at", "h"]

    def __str__(self) -> str:
        return self.h


class KeyDestruction(models.Model):
    """The key of the round is gone: nobody can connect the roll with ballots any more."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="key_destruction")
    digest = models.CharField(max_length=64)  # SHA-256 of the key, as the manifest has it
    reason = models.TextField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    destroyed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of {self.round_id}"
