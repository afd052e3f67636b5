"""People: log-ins, what the city verified about them, and the offices they hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from city.models.places import District
from city.models.rounds import Round
from city.rules.roles import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """A new log-in; without a password it is entered by a code sent to the address."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A log-in. Who may vote is another matter: that is a RollEntry."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name shown in public"), max_length=80, blank=True)
    language = models.CharField(max_length=12, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("This address is in use already."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(is_active=False, name=""),
                name="user_erased_is_nobody",
                violation_error_message=_("An account that is erased has no name, and nobody signs in to it."),
            ),
        ]

    @cached_property
    def holds_office(self) -> bool:
        """Whether they hold any office, in whichever round. Asked once for each object, and a request has its own."""
        return self.grants.exists()

    def __str__(self) -> str:
        return self.name or str(_("A former user") if self.erased_at else _("A resident"))


class Level(models.IntegerChoices):
    """How well a person's residence is proved; higher is stronger."""

    DECLARED = 1, _("declared")
    ATTESTED = 2, _("attested at a desk")
    MATCHED = 3, _("matched with the city's list")


class Residency(models.Model):
    """What the city verified about where a person lives.

    `person_hmac` says who they are, hashed with a key of the city's that is not in the database; it is empty where
    nothing but an e-mail address was proved. A person has one log-in.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="residency")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="residencies")
    method = models.CharField(max_length=12)  # the code of a check (voting/views/checks)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    verified_on = models.DateField()
    person_hmac = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "residencies"
        constraints = [
            models.UniqueConstraint(
                fields=["person_hmac"],
                condition=~Q(person_hmac=""),
                name="residency_one_log_in_per_person",
                violation_error_message=_("This person has a log-in already."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="residency_level_is_known",
                violation_error_message=_("Choose one of the levels of proof."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.district_id}"


class RoleName(models.TextChoices):
    MODERATOR = Role.MODERATOR.value, _("Moderator")
    REVIEWER = Role.REVIEWER.value, _("Reviewer")
    FINANCE_OFFICER = Role.FINANCE_OFFICER.value, _("Finance officer")
    REGISTRAR = Role.REGISTRAR.value, _("Registrar")
    ELECTION_OFFICER = Role.ELECTION_OFFICER.value, _("Election officer")
    AUDITOR = Role.AUDITOR.value, _("Auditor")
    COMMUNICATIONS = Role.COMMUNICATIONS.value, _("Communications")
    HELPER = Role.HELPER.value, _("Helper")


class RoleGrant(models.Model):
    """An office a person holds, in one round or (no round) in the whole city."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=24, choices=RoleName.choices)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="grants")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "round"],
                name="role_granted_once_per_round",
                violation_error_message=_("This person holds this office already."),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(round=None),
                name="role_granted_once_for_the_city",
                violation_error_message=_("This person holds this office already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.round_id or 'the city'}"
