"""What is decided about a round after its vote, or instead of one: each a public row. Rows are only added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import Case, District, Round
from voting.models.outcomes import Award


class OutcomeVersion(models.Model):
    """What the round's own rule said of a contest at one time. When it says something else later, both stand.

    `content` is the contest as the bundle's outcome.json has it, `digest` the SHA-256 of its canonical bytes;
    `reason` says why the contest was counted anew, empty for the first count.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="outcome_versions")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district", "number"],
                name="outcome_version_once_per_number",
                violation_error_message=_("This count has its number already."),
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")),
                name="outcome_version_says_why",
                violation_error_message=_("Another count than the first says why there is one."),
            ),
        ]

    def __str__(self) -> str:
        return f"count {self.number} of {self.district_id}"


class Protocol(models.Model):
    """The protocol of a certified result, as the officers sign it: a PDF file and its hash."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="protocol")
    file = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"protocol of {self.round_id}"


class Fallthrough(models.Model):
    """An award, or what was not ordered of it, that is not going to be spent; and what happens with that money.

    The outcome stays. `is_carried_over`: what the awards `in_place` of it do not take waits for a later round.
    """

    award = models.OneToOneField(Award, on_delete=models.PROTECT, primary_key=True, related_name="fallthrough")
    freed_minor = models.PositiveBigIntegerField()
    is_carried_over = models.BooleanField()
    reason = models.TextField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(freed_minor__gt=0),
                name="fallthrough_frees_money",
                violation_error_message=_("All of this award is ordered: no money is left of it."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="fallthrough_has_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"fall-through of {self.award_id}"


class Cancellation(models.Model):
    """A round that is called off, and why. All it holds stays to be read."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="cancellation")
    reason = models.TextField()
    cancelled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="cancellation_has_a_reason", violation_error_message=_("Say why.")
            )
        ]

    def __str__(self) -> str:
        return f"cancellation of {self.round_id}"
