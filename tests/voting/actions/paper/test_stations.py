from datetime import timedelta

import pytest

from city.models import AuditEntry
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_contest, make_district, make_envelope, make_official, make_round
from tests.voting.boxes import Boxes, make_station
from voting.actions.paper import stations
from voting.actions.paper.stations import make_papers, set_up_station
from voting.models import Paper, Station
from voting.rules.paper.serials import is_serial, serial_of

pytestmark = pytest.mark.django_db


def refusal(act, **given):
    with pytest.raises(Refused) as caught:
        act(now=NOW, **given)
    return caught.value


def test_an_election_officer_sets_up_a_station_and_it_is_on_the_record():
    round, _district = make_contest()
    officer = make_official(Role.ELECTION_OFFICER, round)
    made = set_up_station(actor=officer, now=NOW, round=round, code="library", name="The library")
    assert Station.objects.get() == made
    entry = AuditEntry.objects.get(verb="set_up_station")
    assert (entry.actor, entry.subject_key) == (officer, str(made.pk))
    again = refusal(set_up_station, actor=officer, round=round, code="library", name="Another")
    assert (again.reasons[0].code, again.kind) == ("station_known", Kind.CONFLICT)


def test_nobody_else_does_and_not_out_of_season():
    round, _district = make_contest()
    registrar = make_official(Role.REGISTRAR, round)
    said = refusal(set_up_station, actor=registrar, round=round, code="a", name="A")
    assert said.kind is Kind.FORBIDDEN
    early = make_round(phase=PhaseKind.PROPOSING)
    imported = make_round(is_imported=True)
    for other in (early, imported):
        assert refusal(set_up_station, actor=None, round=other, code="a", name="A").reasons[0].code == "not_now"


def test_every_paper_has_a_serial_of_its_own(monkeypatch):
    round, district = make_contest()
    drawn = iter([7, 7, 8, 8, 7, 9])
    monkeypatch.setattr(stations.secrets, "randbelow", lambda _most: next(drawn))
    station = make_station(round, district, papers=2)
    more = make_papers(actor=None, now=NOW, station=station, amounts={district: 1})
    assert [paper.serial for paper in more] == [serial_of(9)]
    serials = set(Paper.objects.values_list("serial", flat=True))
    assert serials == {serial_of(7), serial_of(8), serial_of(9)}
    assert all(map(is_serial, serials))
    assert AuditEntry.objects.filter(verb="make_papers").count() == 2


@pytest.mark.parametrize(("amount", "code"), [(0, "other_amount"), (2_001, "other_amount")])
def test_so_many_papers_are_not_made_at_once(amount, code):
    round, district = make_contest()
    station = make_station(round, district)
    said = refusal(make_papers, actor=None, station=station, amounts={district: amount})
    assert (said.reasons[0].code, said.reasons[0].field) == (code, "amount")


def test_no_papers_before_the_ballot_is_fixed_nor_where_there_is_none_nor_once_they_are_closed():
    round, district = make_contest(frozen=False)
    station = set_up_station(actor=None, now=NOW, round=round, code="a", name="A")
    said = refusal(make_papers, actor=None, station=station, amounts={district: 1})
    assert said.reasons[0].code == "not_frozen"
    boxes = Boxes()
    elsewhere, empty = make_district(), make_district()
    make_envelope(boxes.round, empty)
    for other in (elsewhere, empty):
        said = refusal(make_papers, actor=None, station=boxes.station, amounts={other: 1})
        assert said.reasons[0].code == "no_such_contest"
    boxes.end()
    boxes.close(0)
    boxes.round.phases.update(closes_at=NOW + timedelta(days=365))
    station = Station.objects.get(pk=boxes.station.pk)
    said = refusal(make_papers, actor=None, station=station, amounts={boxes.district: 1})
    assert said.reasons[0].code == "station_closed"
