"""What officials say a proposal costs, and whether it can be done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import User
from proposals.models.proposals import Proposal


class Feasibility(models.TextChoices):
    FEASIBLE = "feasible", _("Possible")
    UNFEASIBLE = "unfeasible", _("Not possible")


class Valuation(models.Model):
    """The city's answer to a proposal."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="valuation")
    feasibility = models.CharField(max_length=12, choices=Feasibility.choices)
    cost_minor = models.PositiveBigIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="valuations")
    valued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(feasibility=Feasibility.FEASIBLE, cost_minor__isnull=False, cost_minor__gt=0)
                | (Q(feasibility=Feasibility.UNFEASIBLE) & ~Q(reason="")),
                name="valuation_has_cost_or_reason",
                violation_error_message=_("Give a cost above zero, or the reason why it cannot be done."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.feasibility}: {self.cost_minor}"

    @property
    def is_feasible(self) -> bool:
        return self.feasibility == Feasibility.FEASIBLE
