"""Stations and their papers: what is there, and what keeps a round that takes paper from being counted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from city.models import District, Round, User
from city.rules.phases import Verb
from city.rules.refusal import Reason
from voting.models import CheckOff, Paper, PaperEntry, Station, StationClosing
from voting.rules.paper.readings import is_disputed


@dataclass(frozen=True)
class Box:
    """The papers of one contest at one station.

    `printed` papers were made, `read` of them are read alike by two people; `handed_out` is how many people were
    given one. `closing` is None until two officers have closed it.
    """

    station: Station
    district: District
    printed: int
    read: int
    handed_out: int
    closing: StationClosing | None


def boxes(round: Round) -> list[Box]:
    """Every box of the round: each contest that has papers at a station."""
    counted = Paper.objects.filter(round=round).values_list("station", "district")
    rows = counted.annotate(printed=Count("pk"), read=Count("pk", filter=~Q(says=""))).order_by()
    given = CheckOff.objects.filter(round=round).values_list("station", "district").annotate(Count("pk")).order_by()
    handed_out = {(station, district): count for station, district, count in given}
    stations = Station.objects.in_bulk([row[0] for row in rows])
    districts = District.objects.in_bulk([row[1] for row in rows])
    closed = {(one.station_id, one.district_id): one for one in StationClosing.objects.filter(station__round=round)}
    found = [
        Box(stations[s], districts[d], printed, read, handed_out.get((s, d), 0), closed.get((s, d)))
        for s, d, printed, read in rows
    ]
    return sorted(found, key=lambda box: (box.station.code, box.district.position, box.district.code))


def open_papers(rounds: Iterable[Round] | OuterRef) -> QuerySet[Paper]:
    """Papers of stations that are not closed for their contest."""
    closed = StationClosing.objects.filter(station=OuterRef("station"), district=OuterRef("district"))
    narrow = Q(round=rounds) if isinstance(rounds, OuterRef) else Q(round__in=rounds)
    return Paper.objects.filter(~Exists(closed), narrow)


def open_stations(round: Round) -> list[Reason]:
    """Why a round that takes paper is not counted yet: the stations that are not closed."""
    names = open_papers([round]).values_list("station__name", flat=True).distinct().order_by("station__name")
    message = _("The papers of %(station)s are not closed yet. Two officers close them once all are typed.")
    return [Reason("open_station", message % {"station": name}) for name in names]


def is_closed(station: Station, district: District) -> bool:
    return StationClosing.objects.filter(station=station, district=district).exists()


def missing_to_close_station(
    station: Station, district: District, *, papers: int, difference: str, now: datetime
) -> list[Reason]:
    """What keeps the papers of a contest at a station from being closed, with this number on the count sheet."""
    round = station.round
    if not round.is_closed(now) or not round.permits(Verb.CLOSE_STATION, now) or round.certified_at:
        return [Reason("not_now", _("Papers are closed once the vote is over, and before the result is certified."))]
    if is_closed(station, district):
        return [Reason("station_closed", _("These papers are closed already."))]
    mine = Paper.objects.filter(station=station, district=district)
    found = _about_readings(mine, papers)
    handed_out = CheckOff.objects.filter(station=station, district=district).count()
    if papers != handed_out and not difference:
        message = _("The sheet has %(papers)d papers, and %(people)d people were given one. Say why they differ.")
        found.append(Reason("difference", message % {"papers": papers, "people": handed_out}, "difference"))
    return found


def _about_readings(mine: QuerySet[Paper], papers: int) -> list[Reason]:
    read = mine.exclude(says="").count()
    begun = mine.filter(says="", entries__isnull=False).distinct().count()
    if begun:
        message = _("%(count)d papers still wait for another person to type them.")
        return [Reason("unread", message % {"count": begun}, "papers")]
    if read != papers:
        message = _("The sheet has %(papers)d papers, and %(read)d are typed. Type all of them, or count them again.")
        return [Reason("other_number", message % {"papers": papers, "read": read}, "papers")]
    return []


@dataclass(frozen=True)
class Waiting:
    """Papers somebody else has to type: those read once, and those two people read otherwise."""

    once: int
    disputed: list[Paper]


def waiting_for(user: User, round: Round) -> Waiting:
    """The papers of open stations that wait for this person. What others typed in them is nobody's business here."""
    begun = open_papers([round]).filter(says="", entries__isnull=False).distinct()
    own = PaperEntry.objects.filter(typist=user, paper__round=round).values("paper")
    papers = list(begun.exclude(pk__in=own).select_related("station", "district"))
    readings = _readings(papers)
    disputed = [paper for paper in papers if is_disputed(readings[paper.pk])]
    return Waiting(len(papers) - len(disputed), disputed)


def _readings(papers: Sequence[Paper]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for paper, says in PaperEntry.objects.filter(paper__in=papers).values_list("paper", "says"):
        found[paper].append(says)
    return found
