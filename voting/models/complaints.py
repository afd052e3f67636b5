"""Complaints about a vote: what somebody says is wrong, and the public answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import Case, Round, User


class Complaint(models.Model):
    """Somebody's complaint about a round, by its public number.

    Who wrote it, their words and the code of a ballot are `sealed` with the round's key: the database alone connects
    no ballot with a person, and nobody reads them once the key is gone. Of the reference that opens its page only
    the hash is kept.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="complaints")
    number = models.PositiveIntegerField()
    reference_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField(blank=True)
    language = models.CharField(max_length=12)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"],
                name="complaint_once_per_number",
                violation_error_message=_("This round has a complaint with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(sealed="", forgotten_at__isnull=False) | (~Q(sealed="") & Q(forgotten_at__isnull=True)),
                name="complaint_kept_or_forgotten",
                violation_error_message=_("A complaint has its words until they are forgotten."),
            ),
        ]

    def __str__(self) -> str:
        return f"complaint {self.number}"


class ComplaintAnswer(models.Model):
    """What the city answers, in public: given once, and never written again."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, primary_key=True, related_name="answer")
    text = models.TextField()
    is_upheld = models.BooleanField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="complaint_answered_with_a_reason",
                violation_error_message=_("Say why. Everybody can read it."),
            )
        ]

    def __str__(self) -> str:
        return f"answer to complaint {self.complaint_id}"
