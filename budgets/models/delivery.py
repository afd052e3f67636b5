"""Money on its way from an award to what is built."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from voting.models import Award


class Commitment(models.Model):
    """Money of an award promised to somebody: an order, a contract."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="commitments")
    payee = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    amount_minor = models.PositiveBigIntegerField()
    committed_on = models.DateField()

    class Meta:
        ordering = ["committed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0),
                name="commitment_is_money",
                violation_error_message=_("A commitment is more than nothing."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} to {self.payee}"

    @property
    def paid_minor(self) -> int:
        return sum(payment.amount_minor for payment in self.payments.all())

    @property
    def unpaid_minor(self) -> int:
        return self.amount_minor - self.paid_minor


class Payment(models.Model):
    """Money spent under a commitment."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="payments")
    amount_minor = models.PositiveBigIntegerField()
    paid_on = models.DateField()
    invoice = models.CharField(max_length=100)

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "invoice"],
                name="payment_once_per_invoice",
                violation_error_message=_("This invoice is paid already."),
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0),
                name="payment_is_money",
                violation_error_message=_("A payment is more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} for {self.invoice}"
