"""Votes on paper, for tests: a station with papers, people on the roll who come to it, and two registrars who type."""

from datetime import date, timedelta

from city.actions.people import Proof
from city.models import Round
from city.models.people import Level
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from tests.factories import NOW, add_phase, make_contest, make_official
from voting.actions.paper.checking import check_off
from voting.actions.paper.closing import close_station
from voting.actions.paper.entering import enter_paper
from voting.actions.paper.stations import make_papers, set_up_station
from voting.actions.persons import hash_of
from voting.actions.roll import enter
from voting.models import Paper, Station
from voting.queries.identities import of_person
from voting.queries.voters import Assisted
from voting.rules.identity import Person

SHEET = "5e" * 32


def make_person(number=1):
    """Somebody nobody else is: names have letters alone, and these are folded into no other."""
    letters = "".join("bcdfghklmn"[int(digit)] for digit in str(number))
    return Person(f"Ada Station{letters}", date(1980, 1, 2), "7301 AB")


def enrol_person(round, district, person, level=Level.ATTESTED):
    """Put a person on the roll, as the desk would; what they vote with at the device of a helper."""
    proof = Proof(district, "desk", level, date(2026, 1, 1))
    entry, _is_new = enter(round, of_person(hash_of(person)), proof)
    return Assisted(entry.pk, round.pk)


def make_station(round, district, papers=3, code="library"):
    station = set_up_station(actor=None, now=NOW, round=round, code=code, name=f"The {code}")
    make_papers(actor=None, now=NOW, station=station, amounts={district: papers})
    return station


class Boxes:
    """A round that takes paper, one of its stations, and who works there."""

    def __init__(self, papers=3, *, costs=(4_000_00, 5_000_00, 6_000_00), **fields):
        self.round, self.district = make_contest(costs, **fields)
        self.station = make_station(self.round, self.district, papers)
        self.typists = [make_official(Role.REGISTRAR, self.round) for _ in range(3)]

    def give(self, person):
        return check_off(actor=self.typists[0], now=NOW, station=self.station, district=self.district, person=person)

    def unread(self):
        return Paper.objects.filter(station=self.station, says="").order_by("serial")

    def type(self, serial, *lines):
        """Each line is typed by another registrar."""
        for typist, line in zip(self.typists, lines, strict=False):
            enter_paper(actor=typist, now=NOW, round=self.round, serial=serial, line=line)

    def end(self):
        """The vote is over, its result is open to challenge."""
        self.round.phases.update(closes_at=NOW - timedelta(hours=1))
        add_phase(self.round, PhaseKind.CHALLENGING, opens=-0.01, days=14)
        self.round = Round.objects.get(pk=self.round.pk)
        self.station = Station.objects.select_related("round").get(pk=self.station.pk)

    def close(self, papers, difference=""):
        return close_station(
            actor=None,
            now=NOW,
            station=self.station,
            district=self.district,
            papers=papers,
            sheet=SHEET,
            difference=difference,
        )
