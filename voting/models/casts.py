"""Ballots as they are stored: no person, no time and no serial number stands beside one.

Shapes as in the protocol (docs/ballots.md): `h` commits to the round, the slot and the ballot; hashes and nonces
are hexadecimal; `ballot` holds the canonical JSON that was hashed.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import District, Round


class Cast(models.Model):
    """One cast of one slot (a voter's right in one contest, as a pseudonym) in its `seq`-th version.

    `station` is where a ballot on paper was given out; nothing for one that was cast online.
    """

    h = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=False)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    cast_id = models.UUIDField()
    slot = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    slot_nonce = models.CharField(max_length=64)
    nonce = models.CharField(max_length=64)
    ballot = models.TextField()
    ballot_hash = models.CharField(max_length=64)
    station = models.SlugField(max_length=32, blank=True, db_index=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "seq"],
                name="%(class)s_one_per_version",
                violation_error_message=_("This version of the ballot is in already."),
            ),
            models.UniqueConstraint(
                fields=["cast_id", "round"],
                name="%(class)s_one_per_request",
                violation_error_message=_("This ballot was sent before."),
            ),
            models.CheckConstraint(
                condition=Q(seq__gte=1),
                name="%(class)s_counts_from_one",
                violation_error_message=_("The first version of a ballot is number 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.h


class PendingCast(Cast):
    """Accepted and on the disk; waiting for the next mix."""

    class Meta(Cast.Meta):
        pass


class SealedCast(Cast):
    """In the log: `position` is the index of its leaf."""

    position = models.PositiveBigIntegerField()

    class Meta(Cast.Meta):
        constraints = [
            *Cast.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "position"],
                name="sealedcast_one_per_position",
                violation_error_message=_("This place in the log is taken."),
            ),
        ]
        indexes = [models.Index(fields=["round", "district", "slot", "seq"], name="sealedcast_by_contest")]


class ImportedBallot(models.Model):
    """A ballot of an election held elsewhere: public, and without receipt or log."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="imported_ballots", db_index=False)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    ballot = models.TextField()
    voter = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district", "number"],
                name="importedballot_one_per_number",
                violation_error_message=_("A ballot with this number was imported already."),
            )
        ]

    def __str__(self) -> str:
        return f"ballot {self.number}"
