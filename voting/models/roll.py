"""The roll: who may vote in a round, and nothing about whether or what they voted."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import District, Round, User
from city.models.people import Level


class RollEntry(models.Model):
    """One natural person's right to vote in a round. It is not a log-in, and outlives one."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="roll", db_index=False)
    identity_hmac = models.CharField(max_length=64)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=12)  # the code of a check
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


class ListedPerson(models.Model):
    """Somebody the city told us about, by its list or at its desk, whom the roll of the round may take up.

    No name, birth date or postcode: only hashes that nobody can compute without the round's key, and the address for a
    code, encrypted with that key. Removed 30 days after the result is certified.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="listed", db_index=False)
    identity_hmac = models.CharField(max_length=64)
    namesake_hmac = models.CharField(max_length=16)  # name and birth date alone
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    email_hmac = models.CharField(max_length=16, blank=True)
    phone_hmac = models.CharField(max_length=16, blank=True)
    sealed_email = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["round", "namesake_hmac"], name="listed_namesakes"),
            models.Index(fields=["round", "email_hmac"], name="listed_by_email", condition=~Q(email_hmac="")),
            models.Index(fields=["round", "phone_hmac"], name="listed_by_phone", condition=~Q(phone_hmac="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "identity_hmac"],
                name="listed_once_per_round",
                violation_error_message=_("This person is known in this round already."),
            ),
            models.CheckConstraint(
                condition=Q(email_hmac="", sealed_email="") | (~Q(email_hmac="") & ~Q(sealed_email="")),
                name="listed_email_with_its_hash",
                violation_error_message=_("An address is kept together with its hash."),
            ),
        ]

    def __str__(self) -> str:
        return f"somebody in {self.district_id}"


class CodeRequest(models.Model):
    """A log-in says to be a person, and waits for the code sent to the address on the city's list.

    Whether the list knows the person shows nowhere here until the worker has looked: then `code_hmac` is set, or not.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    person_hmac = models.CharField(max_length=64)
    code_hmac = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    is_used = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["user", "round"], name="codes_by_user"),
            models.Index(fields=["person_hmac"], name="codes_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tries__lte=5),
                name="code_five_tries",
                violation_error_message=_("A code may be tried five times."),
            )
        ]

    def __str__(self) -> str:
        return f"a code for {self.user_id}"


class RollImport(models.Model):
    """A list that a registrar handed in, and what came of it. The file itself is removed once it is read."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="imports")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=200, blank=True)
    handed_in_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)  # voting/rules/roll/report.py

    class Meta:
        ordering = ["-handed_in_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(path=""),
                name="import_keeps_no_file_once_read",
                violation_error_message=_("A list that was read is not kept."),
            )
        ]

    def __str__(self) -> str:
        return self.name
