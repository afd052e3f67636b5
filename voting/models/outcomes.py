"""What the rule said, and what it gave money to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from city.models import District, Round
from proposals.models import Proposal


class Outcome(models.Model):
    """What an outcome rule, with all its parameters, makes of a contest's ballots.

    One per contest is official: the rule of the round. Others stand beside it for comparison.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="outcomes")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="outcomes")
    rule = models.CharField(max_length=32)
    parameters = models.JSONField(default=dict)
    is_official = models.BooleanField(default=False)
    budget_minor = models.PositiveBigIntegerField()
    spent_minor = models.PositiveBigIntegerField()
    ballots = models.PositiveIntegerField()
    steps = models.JSONField(default=list)
    losers = models.JSONField(default=dict)
    ties = models.JSONField(default=list)
    metrics = models.JSONField(default=dict)
    course = models.JSONField(default=dict)
    # Known a little later than the rest (voting/actions/studying.py); empty where too few voted to tell more.
    margins = models.JSONField(default=dict)
    others = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["district__position", "-is_official", "rule"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district", "rule"],
                name="outcome_once_per_rule",
                violation_error_message=_("This contest was counted by this rule already."),
            ),
            models.UniqueConstraint(
                fields=["round", "district"],
                condition=Q(is_official=True),
                name="outcome_one_official",
                violation_error_message=_("This contest has an official outcome already."),
            ),
            models.CheckConstraint(
                condition=Q(spent_minor__lte=F("budget_minor")),
                name="outcome_within_envelope",
                violation_error_message=_("An outcome spends no more than the envelope holds."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} in {self.district_id}"

    @property
    def left_minor(self) -> int:
        return self.budget_minor - self.spent_minor


class Award(models.Model):
    """One funded proposal and its sum; `position` is its place in the order of purchase, from 1.

    An award `in_place_of` one that fell through is the city's decision, not the rule's: the outcome does not hold it.
    """

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="awards")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="awards")
    position = models.PositiveSmallIntegerField()
    amount_minor = models.PositiveBigIntegerField()
    fallen_minor = models.PositiveBigIntegerField(default=0)  # what a decision took away again (Fallthrough)
    in_place_of = models.ForeignKey(
        "voting.Fallthrough", on_delete=models.PROTECT, null=True, blank=True, related_name="in_place"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "proposal"],
                name="award_once_per_proposal",
                violation_error_message=_("This proposal has its award already."),
            ),
            models.UniqueConstraint(
                fields=["outcome", "position"],
                name="award_once_per_position",
                violation_error_message=_("Two awards cannot hold the same place."),
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0),
                name="award_is_money",
                violation_error_message=_("An award is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(fallen_minor__lte=F("amount_minor")),
                name="award_falls_at_most_whole",
                violation_error_message=_("No more than the whole award can fall through."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.proposal_id}"

    @property
    def due_minor(self) -> int:
        """What is to be spent on it: all of it, unless it fell through."""
        return self.amount_minor - self.fallen_minor
