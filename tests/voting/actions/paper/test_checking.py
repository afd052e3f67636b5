"""Somebody is given a paper: who may be, what it does to their ballot online, and what is kept of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from city.models import AuditEntry, Round
from city.models.people import Level
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_district, make_envelope, make_official, make_proposal, make_round
from tests.voting.boxes import Boxes, enrol_person, make_person, make_station
from voting.actions.casting import cast
from voting.actions.freezing import freeze
from voting.actions.paper import checking
from voting.actions.paper.checking import check_off
from voting.models import CheckOff, PendingCast
from voting.queries.roll import entry_of, rights

pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes():
    return Boxes()


def refusal(act, *given, **named):
    with pytest.raises(Refused) as caught:
        act(*given, **named)
    return caught.value


def vote(voter, round, district, prev=0):
    given = {"cast_id": uuid4(), "prev": prev, "nonce": "11" * 32, "choices": ["P01"]}
    return cast(actor=voter, now=NOW, round=round, district=district.code, **given)


def test_who_was_given_a_paper_casts_nothing_more(boxes):
    voter = enrol_person(boxes.round, boxes.district, make_person())
    vote(voter, boxes.round, boxes.district)
    assert not rights(entry_of(voter, boxes.round), boxes.round)[0].is_on_paper
    boxes.give(make_person())
    said = refusal(vote, voter, boxes.round, boxes.district, prev=1)
    assert (said.reasons[0].code, said.kind) == ("on_paper", Kind.FORBIDDEN)
    assert "given a ballot paper" in said.reasons[0].message
    right = rights(entry_of(voter, boxes.round), boxes.round)[0]
    assert (right.is_on_paper, right.is_used, right.version) == (True, True, 1)


def test_nobody_is_given_two(boxes):
    enrol_person(boxes.round, boxes.district, make_person())
    boxes.give(make_person())
    said = refusal(boxes.give, make_person())
    assert (said.reasons[0].code, said.kind) == ("had_paper", Kind.CONFLICT)
    assert CheckOff.objects.count() == 1


def test_what_is_kept_is_a_pseudonym_and_no_order(boxes):
    """Given people who came one after another, then no row says who, or when: keys are random, the record has a day."""
    for number in range(8):
        enrol_person(boxes.round, boxes.district, make_person(number))
        boxes.give(make_person(number))
    keys = list(CheckOff.objects.order_by("pk").values_list("pk", flat=True))
    assert keys != list(range(keys[0], keys[0] + 8))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM voting_checkoff ORDER BY rowid")
            assert [row[0] for row in cursor.fetchall()] == keys
    entries = AuditEntry.objects.filter(verb="check_off")
    assert {entry.subject_key for entry in entries} == {str(boxes.station.pk)}
    assert {timezone.localtime(entry.at).strftime("%H:%M:%S.%f") for entry in entries} == {"00:00:00.000000"}
    assert {entry.actor for entry in entries} == {boxes.typists[0]}
    assert {field.name for field in CheckOff._meta.get_fields()} == {"id", "round", "district", "station", "slot"}


def test_who_is_on_no_roll_or_not_proved_well_enough_gets_none(boxes):
    said = refusal(boxes.give, make_person())
    assert (said.reasons[0].code, said.kind) == ("not_on_roll", Kind.FORBIDDEN)
    enrol_person(boxes.round, boxes.district, make_person())
    Round.objects.update(min_level=Level.MATCHED)
    boxes.station.round.refresh_from_db()
    assert refusal(boxes.give, make_person()).reasons[0].code == "level_too_low"


def test_only_for_ones_own_contest_at_a_station_that_has_its_papers(boxes):
    elsewhere = make_district()
    make_envelope(boxes.round, elsewhere)
    enrol_person(boxes.round, elsewhere, make_person())
    assert refusal(boxes.give, make_person()).reasons[0].code == "not_your_district"
    enrol_person(boxes.round, boxes.district, make_person(2))
    boxes.station.papers.all().delete()
    assert refusal(boxes.give, make_person(2)).reasons[0].code == "no_papers"


def test_only_by_a_registrar_while_people_vote(boxes):
    enrol_person(boxes.round, boxes.district, make_person())
    given = {"now": NOW, "station": boxes.station, "district": boxes.district, "person": make_person()}
    officer = make_official(Role.ELECTION_OFFICER, boxes.round)
    assert refusal(check_off, actor=officer, **given).kind is Kind.FORBIDDEN
    late = given | {"now": NOW + timedelta(days=30)}
    assert refusal(check_off, actor=boxes.typists[0], **late).reasons[0].code == "not_now"


def test_the_clock_of_the_database_has_the_last_word(boxes, monkeypatch):
    enrol_person(boxes.round, boxes.district, make_person())
    monkeypatch.setattr(checking, "lock_then_now", lambda **_locks: NOW + timedelta(days=30))
    assert refusal(boxes.give, make_person()).kind is Kind.CLOSED


def test_none_once_the_papers_are_closed(boxes):
    enrol_person(boxes.round, boxes.district, make_person())
    boxes.end()
    boxes.close(0)
    boxes.round.phases.update(closes_at=NOW + timedelta(days=3))
    boxes.station.round = Round.objects.get(pk=boxes.round.pk)
    assert refusal(boxes.give, make_person()).reasons[0].code == "station_closed"


def test_no_registrar_hands_out_more_than_a_day_has_room_for(boxes, settings):
    settings.CHECK_OFFS_PER_DAY = 1
    for number in (1, 2):
        enrol_person(boxes.round, boxes.district, make_person(number))
    boxes.give(make_person(1))
    assert refusal(boxes.give, make_person(2)).kind is Kind.TOO_MANY


def test_a_paper_takes_one_of_the_districts_a_person_may_vote_in():
    round = make_round(may_vote_in="any", may_vote_in_count=1)
    districts = [make_district(), make_district()]
    for district in districts:
        make_envelope(round, district)
        make_proposal(round, district, cost_minor=100)
    freeze(actor=None, now=NOW, round=round)
    registrar = make_official(Role.REGISTRAR, round)
    stations = [make_station(round, district, code=f"s{place}") for place, district in enumerate(districts)]
    voter = enrol_person(round, districts[0], make_person())
    check_off(actor=registrar, now=NOW, station=stations[0], district=districts[0], person=make_person())
    given = {"actor": registrar, "now": NOW, "station": stations[1], "district": districts[1]}
    assert refusal(check_off, **given, person=make_person()).reasons[0].code == "too_many_districts"
    assert refusal(vote, voter, round, districts[1]).reasons[0].code == "too_many_districts"
    assert not PendingCast.objects.exists()
