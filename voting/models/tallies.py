"""The counts that may be shown, as the sealer last made them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from city.models import District, Round


class Tally(models.Model):
    """The counts of a contest: `counts` maps a proposal's ballot code to votes (or points).

    `gained` maps it to what the last mix changed of them; `voids` is how many voided casts are left out.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tallies")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)
    gained = models.JSONField(default=dict)
    ballots = models.PositiveIntegerField(_("ballots in this count"), default=0)
    size = models.PositiveBigIntegerField(_("size of the log when counted"), default=0)
    voids = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district"],
                name="tally_once_per_contest",
                violation_error_message=_("This contest has its tally already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballots} ballots"


class Turnout(models.Model):
    """How many take part in a contest, as the sealer last counted them: so no page counts ballots.

    `cast` are the ballots that stand (one for each voter, waiting or in the log), `sealed` those of them in the log,
    `size` the length of the log up to which they were counted, `moved_at` when one of these last moved.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="turnouts")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    cast = models.PositiveIntegerField(default=0)
    sealed = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district"],
                name="turnout_once_per_contest",
                violation_error_message=_("The turnout of this contest is kept already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cast} ballots"
