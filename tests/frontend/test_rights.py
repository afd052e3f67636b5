import pytest

from city.rules.phases import PhaseKind
from city.rules.roles import Role
from frontend.rights import OFFICES, own_offices, own_rights
from tests.factories import NOW, make_contest, make_official, make_round, make_voter

pytestmark = pytest.mark.django_db


def test_every_office_has_a_name_for_people():
    assert set(OFFICES) == set(Role)


def test_an_office_says_where_it_holds():
    round = make_round(title="The vote of 2026")
    official = make_official(Role.MODERATOR)
    official.grants.create(role=Role.REVIEWER.value, round=round)
    told = {(office.name, office.where) for office in own_offices(official)}
    assert told == {("Moderator", "in the whole city"), ("Reviewer", "The vote of 2026")}


def test_a_vote_says_why_or_why_not(resident):
    round, district = make_contest()
    make_round(opens=-30, days=5)
    voter = make_voter(round, district)
    (yes,), (no,) = own_rights(voter, NOW), own_rights(resident, NOW)
    assert yes.is_given
    assert f"on the roll of {district.name}" in yes.why
    assert not no.is_given
    assert "not on the roll" in no.why


def test_everybody_may_propose_while_ideas_are_wanted(resident):
    make_round(phase=PhaseKind.PROPOSING)
    (right,) = own_rights(resident, NOW)
    assert (right.what, right.is_given) == ("Propose", True)
