"""Votes on paper: stations, their papers, who was checked off (as a pseudonym) and what people read in the boxes.

No row says who was given which paper: a paper has a random serial and no person, a check-off a slot and no paper.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from city.models import District, Round, User


class Station(models.Model):
    """A place where people of a round vote on paper."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="stations")
    code = models.SlugField(max_length=32)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "code"],
                name="station_once_per_code",
                violation_error_message=_("This round has a station with this code already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    """A printed ballot paper of one contest, for one station.

    `says` is what two people read alike in it (voting/rules/paper/lines.py), empty until then; `is_counted` whether
    it went into the count when its station was closed: not where it is spoiled or breaks a rule of the ballot.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="papers")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="papers")
    serial = models.CharField(max_length=9)
    says = models.TextField(blank=True)
    is_counted = models.BooleanField(default=False)

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "serial"],
                name="paper_once_per_serial",
                violation_error_message=_("This round has a paper with this serial already."),
            ),
            models.CheckConstraint(
                condition=Q(is_counted=False) | ~Q(says=""),
                name="paper_counts_once_it_is_read",
                violation_error_message=_("A paper counts only once two people read it alike."),
            ),
        ]

    def __str__(self) -> str:
        return self.serial


class PaperEntry(models.Model):
    """What one person read in a paper. Another person reads it without seeing this."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="entries")
    typist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    says = models.TextField()

    class Meta:
        verbose_name_plural = "paper entries"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "typist"],
                name="paperentry_once_per_typist",
                violation_error_message=_("You have typed this paper already."),
            ),
            models.CheckConstraint(
                condition=~Q(says=""),
                name="paperentry_says_something",
                violation_error_message=_("Type what the paper says."),
            ),
        ]

    def __str__(self) -> str:
        return f"a reading of {self.paper_id}"


class CheckOff(models.Model):
    """Somebody was given a paper at a station: their right in the contest, as a pseudonym.

    The key of the row is random, so that the order in which people came stands nowhere in the table.
    """

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="check_offs")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="check_offs")
    slot = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                name="checkoff_once_per_slot",
                violation_error_message=_("This person was given a paper already."),
            )
        ]

    def __str__(self) -> str:
        return f"a check-off at {self.station_id}"


class StationClosing(models.Model):
    """The papers of one contest at one station, counted by two officers: how many, and why not as many as check-offs.

    `sheet` is the SHA-256 (hexadecimal) of the count sheet that was signed there.
    """

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="closings")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    papers = models.PositiveIntegerField()
    check_offs = models.PositiveIntegerField()
    difference = models.TextField(blank=True)
    sheet = models.CharField(max_length=64)
    counted = models.PositiveIntegerField(_("papers that went into the count"))
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["station__code", "district__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "district"],
                name="stationclosing_once",
                violation_error_message=_("The papers of this contest are closed at this station already."),
            ),
            models.CheckConstraint(
                condition=Q(papers=F("check_offs")) | ~Q(difference=""),
                name="stationclosing_explains_its_difference",
                violation_error_message=_("Say why there are not as many papers as people who were given one."),
            ),
            models.CheckConstraint(
                condition=Q(counted__lte=F("papers")),
                name="stationclosing_counts_what_is_there",
                violation_error_message=_("No more papers count than were in the box."),
            ),
            models.CheckConstraint(
                condition=Q(sheet__regex=r"^[0-9a-f]{64}$"),
                name="stationclosing_names_its_sheet",
                violation_error_message=_("Give the SHA-256 of the count sheet: 64 digits and letters a to f."),
            ),
        ]

    def __str__(self) -> str:
        return f"closing of {self.station_id} in {self.district_id}"


class Rereading(models.Model):
    """A paper of the sample, read once more by somebody who had not typed it."""

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="rereading")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    says = models.TextField()
    is_same = models.BooleanField(_("whether it says what was counted"))

    def __str__(self) -> str:
        return f"a rereading of {self.paper_id}"


class AssistedCount(models.Model):
    """In how many slots of a contest the first ballot was cast at a helper's device. No ballot says that it was."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    ballots = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "district"],
                name="assistedcount_once_per_contest",
                violation_error_message=_("This contest has its number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballots} assisted"
