"""What residents ask for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from city.models import District, Round, User
from city.rules.phases import Verb
from proposals.models.folded import FoldedTextField
from proposals.rules.scenes import SCENES, pick_scene
from proposals.rules.statuses import PUBLIC, Status, after, takes


class StatusName(models.TextChoices):
    SUBMITTED = Status.SUBMITTED.value, _("Waiting for a moderator")
    RETURNED = Status.RETURNED.value, _("Returned to its author")
    PUBLISHED = Status.PUBLISHED.value, _("Published")
    HIDDEN = Status.HIDDEN.value, _("Hidden")
    WITHDRAWN = Status.WITHDRAWN.value, _("Withdrawn")
    LISTED = Status.LISTED.value, _("On the ballot")


class Category(models.Model):
    """What a proposal is about: parks, streets, schools and so on."""

    code = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def public(self) -> ProposalQuerySet:
        return self.filter(status__in=[status.value for status in PUBLIC])

    def on_ballot(self) -> ProposalQuerySet:
        return self.filter(status=Status.LISTED.value)

    def for_cards(self) -> ProposalQuerySet:
        """With all that a card shows, at one query however many there are."""
        return self.select_related("district", "category", "author", "valuation", "round")


class Proposal(models.Model):
    """What a resident proposes; on a ballot, and once funded, still the same row."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proposals")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="proposals")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    status = models.CharField(max_length=12, choices=StatusName.choices, default=StatusName.SUBMITTED)
    code = models.CharField(max_length=32, blank=True)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, default="en")
    scene = models.CharField(max_length=16, blank=True)  # the picture its author chose; else its words choose
    cost_asked_minor = models.PositiveBigIntegerField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    submitted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    searchable = FoldedTextField(of=("title", "summary", "body", "place"))

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        indexes = [models.Index(fields=["round", "status", "district"], name="proposal_by_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district", "code"],
                condition=~Q(code=""),
                name="proposal_code_once_per_contest",
                violation_error_message=_("This ballot code is taken in this district."),
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusName.LISTED) | ~Q(code=""),
                name="proposal_on_ballot_has_code",
                violation_error_message=_("A proposal on the ballot has a ballot code."),
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusName.RETURNED) | ~Q(return_reason=""),
                name="proposal_returned_with_reason",
                violation_error_message=_("Say why the proposal goes back to its author."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,  # NULL would make the range unknown, which a CHECK lets through
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="proposal_point_is_whole",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("submitted_at")),
                name="proposal_published_after_submission",
                violation_error_message=_("A proposal is published after it is submitted."),
            ),
            models.CheckConstraint(
                condition=Q(scene__in=["", *sorted(SCENES)]),
                name="proposal_scene_is_drawn",
                violation_error_message=_("There is no such picture."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:proposal", args=[self.round.slug, self.pk])

    def after(self, verb: Verb) -> Status | None:
        """The status the verb would lead to, or None where it may not be done now."""
        return after(Status(self.status), verb)

    def takes(self, verb: Verb) -> bool:
        return takes(Status(self.status), verb)

    @property
    def is_public(self) -> bool:
        return Status(self.status) in PUBLIC

    @property
    def scene_key(self) -> str:
        """Its picture: the one its author chose, else what its words say."""
        return self.scene or pick_scene(f"{self.title} {self.summary}")

    @property
    def cost_minor(self) -> int | None:
        """The officials' cost where there is one, else what the author asks for."""
        valuation = getattr(self, "valuation", None)
        return valuation.cost_minor if valuation and valuation.cost_minor else self.cost_asked_minor
