"""Rounds: one participatory budgeting cycle, its purse and its seasons."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from city.models.places import District
from city.rules.phases import ALWAYS, PhaseKind, Stretch, Verb, permits


class BallotKind(models.TextChoices):
    APPROVAL = "approval", _("Approval: name every idea you support")
    CHOOSE_ONE = "choose-one", _("Choose one: name the one idea you want most")
    KNAPSACK = "knapsack", _("Knapsack: fill the purse with ideas that fit")
    POINTS = "points", _("Points: spread a number of points")
    RANKING = "ranking", _("Ranking: put ideas in order")


class Visibility(models.TextChoices):
    LIVE = "live", _("counts move while people vote")
    DAILY = "daily", _("counts move once a day")
    TURNOUT_ONLY = "turnout_only", _("only the number of ballots is shown")
    HIDDEN = "hidden", _("nothing is shown before the vote closes")


class MayVoteIn(models.TextChoices):
    HOME = "home", _("the district they live in")
    HOME_AND_CITY = "home_and_city", _("their own district and the whole city")
    ANY = "any", _("any districts, up to a number")


class Round(models.Model):
    """One participatory budgeting cycle. Once frozen, nothing that could change who wins can change."""

    slug = models.SlugField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    currency = models.CharField(max_length=3)
    ballot_kind = models.CharField(max_length=12, choices=BallotKind.choices, default=BallotKind.APPROVAL)
    min_choices = models.PositiveSmallIntegerField(default=0)
    max_choices = models.PositiveSmallIntegerField(null=True, blank=True)
    min_spend_minor = models.PositiveBigIntegerField(default=0)
    max_spend_minor = models.PositiveBigIntegerField(null=True, blank=True)
    points = models.PositiveIntegerField(null=True, blank=True)
    max_points_each = models.PositiveIntegerField(null=True, blank=True)
    scoring = models.JSONField(default=list, blank=True)
    rule = models.CharField(max_length=32, default="greedy")
    rule_parameters = models.JSONField(default=dict, blank=True)
    constraints = models.JSONField(default=dict, blank=True)  # voting/rules/constraints.py
    may_vote_in = models.CharField(max_length=16, choices=MayVoteIn.choices, default=MayVoteIn.HOME)
    may_vote_in_count = models.PositiveSmallIntegerField(default=1)
    min_level = models.PositiveSmallIntegerField(default=1)
    min_age = models.PositiveSmallIntegerField(_("years a voter has lived on the first day of the vote"), default=0)
    postcodes = models.JSONField(_("postcodes whose residents may vote; none means all"), default=list, blank=True)
    visibility = models.CharField(max_length=16, choices=Visibility.choices, default=Visibility.LIVE)
    k = models.PositiveSmallIntegerField(_("ballots mixed at a time"), default=10)
    mmd_minutes = models.PositiveSmallIntegerField(_("longest wait for a record"), default=60)
    tie_seed = models.CharField(max_length=64, blank=True)
    manifest = models.JSONField(null=True, blank=True)
    manifest_hash = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    certified_at = models.DateTimeField(null=True, blank=True)
    key_destroyed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    rerun_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reruns")
    is_imported = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(k__gte=10),
                name="round_mixes_ten_or_more",
                violation_error_message=_("At least ten ballots are mixed, so that none can be matched to a person."),
            ),
            models.CheckConstraint(
                condition=Q(max_choices__isnull=True) | Q(max_choices__gte=F("min_choices")),
                name="round_choices_in_order",
                violation_error_message=_("The most choices cannot be fewer than the least."),
            ),
            models.CheckConstraint(
                condition=Q(max_spend_minor__isnull=True) | Q(max_spend_minor__gte=F("min_spend_minor")),
                name="round_spend_in_order",
                violation_error_message=_("The most to spend cannot be less than the least."),
            ),
            models.CheckConstraint(
                condition=~Q(ballot_kind="choose-one") | Q(max_choices=1, max_choices__isnull=False),
                name="round_choose_one_is_one",
                violation_error_message=_("Where voters choose one idea, the most choices are one."),
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, manifest__isnull=True, manifest_hash="")
                | (Q(frozen_at__isnull=False, manifest__isnull=False) & ~Q(manifest_hash="")),
                name="round_frozen_with_manifest",
                violation_error_message=_("A frozen round has a manifest, and only a frozen round has one."),
            ),
            models.CheckConstraint(
                condition=Q(may_vote_in_count__gte=1),
                name="round_votes_somewhere",
                violation_error_message=_("People vote in one district at least."),
            ),
            models.CheckConstraint(
                condition=Q(min_age__lte=120),
                name="round_age_is_human",
                violation_error_message=_("Nobody is older than 120 years."),
            ),
            models.CheckConstraint(
                condition=Q(min_level__range=(1, 3)),
                name="round_level_is_known",
                violation_error_message=_("Choose one of the levels of proof."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="round_currency_is_iso",
                violation_error_message=_("Give the currency as three capital letters, such as EUR."),
            ),
            models.CheckConstraint(
                condition=Q(certified_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="round_certified_or_cancelled",
                violation_error_message=_("A certified round is not cancelled, and a cancelled one not certified."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("frontend:round", args=[self.slug])

    @cached_property
    def stretches(self) -> list[Stretch]:
        return [Stretch(PhaseKind(phase.kind), phase.opens_at, phase.closes_at) for phase in self.phases.all()]

    def permits(self, verb: Verb, now: datetime) -> bool:
        """Whether the verb is permitted at `now`. Casting also needs a frozen round; a cancelled one permits little."""
        is_ready = verb is not Verb.CAST or self.frozen_at is not None
        if self.cancelled_at is not None:
            return verb in ALWAYS
        return is_ready and permits(self.stretches, verb, now)

    def stretch(self, kind: PhaseKind) -> Stretch | None:
        return next((stretch for stretch in self.stretches if stretch.kind is kind), None)

    def current(self, now: datetime) -> Stretch | None:
        """The phase that is open at `now`; the latest opened where two are."""
        opened = [stretch for stretch in self.stretches if stretch.is_open(now)]
        return max(opened, key=lambda stretch: stretch.opens_at, default=None)

    def is_voting(self, now: datetime) -> bool:
        return self.permits(Verb.CAST, now)

    def is_closed(self, now: datetime) -> bool:
        """Whether the vote is over."""
        voting = self.stretch(PhaseKind.VOTING)
        return voting is not None and now >= voting.closes_at


class Envelope(models.Model):
    """The money a round sets aside for a district.

    `origin` is what the file of an imported election says of this contest: its "meta", and who was "selected".
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="envelopes")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="envelopes")
    amount_minor = models.PositiveBigIntegerField()
    origin = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["district__position", "district__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district"],
                name="envelope_once_per_district",
                violation_error_message=_("This district has an envelope in this round already."),
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0),
                name="envelope_holds_money",
                violation_error_message=_("An envelope holds more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} for {self.district_id}"


class PhaseName(models.TextChoices):
    PROPOSING = PhaseKind.PROPOSING.value, _("Proposing")
    REVIEWING = PhaseKind.REVIEWING.value, _("Checking")
    VOTING = PhaseKind.VOTING.value, _("Voting")
    CHALLENGING = PhaseKind.CHALLENGING.value, _("Result open to challenge")
    DELIVERING = PhaseKind.DELIVERING.value, _("Building")


class Phase(models.Model):
    """A dated stretch of a round; its kind says which verbs it permits (city/rules/phases.py)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=16, choices=PhaseName.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering = ["opens_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind"],
                name="phase_once_per_round",
                violation_error_message=_("This round has such a phase already."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="phase_closes_after_opening",
                violation_error_message=_("A phase closes after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.opens_at:%Y-%m-%d}"
