"""A helper hands the device over: to whom, how often, and what is kept of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from city.models import AuditEntry
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_contest, make_official, make_round, make_user
from tests.voting.boxes import enrol_person, make_person
from voting.actions.casting import cast
from voting.actions.paper.assisting import hand_over
from voting.models import AssistedCount, PendingCast
from voting.queries.channels import Channels, channels
from voting.queries.roll import entry_of
from voting.queries.voters import Assisted

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    round, district = make_contest()
    enrol_person(round, district, make_person())
    return round, district


def refusal(**given):
    with pytest.raises(Refused) as caught:
        hand_over(now=given.pop("now", NOW), **given)
    return caught.value


def vote(voter, round, district, prev=0):
    given = {"cast_id": uuid4(), "prev": prev, "nonce": "11" * 32, "choices": ["P01"]}
    return cast(actor=voter, now=NOW, round=round, district=district.code, **given)


def test_a_person_without_a_log_in_votes_at_a_helpers_device(contest):
    helper = make_official(Role.HELPER, contest[0])
    voter = hand_over(actor=helper, now=NOW, round=contest[0], person=make_person())
    assert vote(voter, *contest).version == 1
    entry = AuditEntry.objects.get(verb="assist")
    assert (entry.actor, entry.subject_key) == (helper, str(contest[0].pk))
    names = {field.name for field in PendingCast._meta.get_fields()}
    assert not {name for name in names if "assist" in name or "helper" in name or "user" in name}


def test_the_number_of_first_ballots_is_all_that_says_how_they_came(contest):
    round, district = contest
    voter = enrol_person(round, district, make_person())
    vote(voter, *contest)
    vote(voter, *contest, prev=1)
    other = enrol_person(round, district, make_person(2))
    vote(other, *contest)
    assert AssistedCount.objects.get().ballots == 2
    assert channels(round, {district.code: 5}) == {district.code: Channels(3, 2, 0, 0)}
    assert channels(round, {district.code: 1})[district.code].as_json() == {
        "online": 0,
        "assisted": 1,
        "paper": 0,
        "papers_handed_out": 0,
    }


def test_a_device_handed_over_for_one_round_is_no_right_in_another(contest):
    voter = enrol_person(*contest, make_person())
    elsewhere = make_round()
    assert entry_of(voter, contest[0]).pk == voter.entry
    assert entry_of(voter, elsewhere) is None
    assert entry_of(Assisted(uuid4(), contest[0].pk), contest[0]) is None


def test_only_helpers_and_only_people_on_the_roll(contest):
    for who in (make_user(), make_official(Role.REGISTRAR), make_official(Role.HELPER, make_round())):
        assert refusal(actor=who, round=contest[0], person=make_person()).kind is Kind.FORBIDDEN
    helper = make_official(Role.HELPER)
    assert refusal(actor=helper, round=contest[0], person=make_person(9)).reasons[0].code == "not_on_roll"
    late = NOW + timedelta(days=30)
    assert refusal(actor=helper, round=contest[0], person=make_person(), now=late).kind is Kind.CONFLICT
    assert not AuditEntry.objects.filter(verb="assist").exists()


def test_no_helper_helps_more_people_than_a_day_has_room_for(contest, settings):
    settings.ASSISTS_PER_DAY = 1
    helper = make_official(Role.HELPER)
    hand_over(actor=helper, now=NOW, round=contest[0], person=make_person())
    assert refusal(actor=helper, round=contest[0], person=make_person()).kind is Kind.TOO_MANY
    assert hand_over(actor=helper, now=NOW + timedelta(days=1), round=contest[0], person=make_person())
