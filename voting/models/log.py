"""The signed log of a round: its leaves, the states of it that were signed, and what of it is published."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import Round


class LogLeaf(models.Model):
    """One leaf: canonical JSON on one line, and its hash (hexadecimal). Rows are only added."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=False)
    index = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12)
    data = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "log leaves"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "index"],
                name="logleaf_one_per_index",
                violation_error_message=_("This place in the log is taken."),
            ),
        ]
        indexes = [
            models.Index(fields=["round", "kind", "index"], name="logleaf_of_acts", condition=~Q(kind="cast")),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.kind}"


class LogNode(models.Model):
    """The root of a perfect subtree of 256^n leaves, kept so that a proof reads hundreds of rows and not all."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "level", "index"],
                name="lognode_one_per_place",
                violation_error_message=_("This part of the tree is known already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """A signed state of the log: how many leaves, their root, and the note that says so. Rows are only added.

    `frontier` holds the roots of the perfect subtrees at the right edge, the largest first: there the next leaf joins.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="checkpoints", db_index=False)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    frontier = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "size"],
                name="checkpoint_one_per_size",
                violation_error_message=_("This state of the log is signed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.root}"


class WaitingLeaf(models.Model):
    """What an official act adds to the log: written with the act, taken up by the sealer in this order."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    data = models.TextField()

    class Meta:
        verbose_name_plural = "waiting leaves"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.data[:80]


class Publication(models.Model):
    """How much of a round's log is published, and whether a recount has stopped that.

    `daily_on` is the day (in the city's time) for which the log has its daily leaves.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="publication")
    size = models.PositiveBigIntegerField(default=0)
    daily_on = models.DateField(null=True, blank=True)
    is_frozen = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_size = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_frozen=False, reason="") | (Q(is_frozen=True) & ~Q(reason="")),
                name="publication_frozen_with_a_reason",
                violation_error_message=_("Publishing stops for a reason, and only then has one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} leaves published"
