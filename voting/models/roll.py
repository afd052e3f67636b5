"""The roll: who may vote in a round, and nothing about whether or what they voted."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from city.models import District, Round
from city.models.people import Level, Method


class RollEntry(models.Model):
    """One natural person's right to vote in a round. It is not a log-in, and outlives one."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="roll")
    identity_hmac = models.CharField(max_length=64)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=12, choices=Method.choices)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    verified_on = models.DateField()

    class Meta:
        verbose_name_plural = "roll entries"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "identity_hmac"],
                name="roll_one_entry_per_person",
                violation_error_message=_("This person is on the roll of this round already."),
            )
        ]

    def __str__(self) -> str:
        return f"an entry in {self.district_id}"
