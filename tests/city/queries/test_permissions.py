import pytest
from django.contrib.auth.models import AnonymousUser

from city.queries.permissions import is_official, may, roles_of
from city.rules.phases import Verb
from city.rules.roles import Role
from tests.factories import make_official, make_round

pytestmark = pytest.mark.django_db


def test_a_visitor_and_a_resident_hold_no_office(resident):
    for person in (AnonymousUser(), None, resident):
        assert roles_of(person) == frozenset()
        assert not is_official(person)


def test_an_office_for_the_city_holds_in_every_round(moderator):
    assert may(moderator, Verb.PUBLISH)
    assert may(moderator, Verb.PUBLISH, make_round())
    assert is_official(moderator)


def test_an_office_for_one_round_holds_nowhere_else():
    here, elsewhere = make_round(), make_round()
    officer = make_official(Role.ELECTION_OFFICER, here)
    assert may(officer, Verb.FREEZE, here)
    assert not may(officer, Verb.FREEZE, elsewhere)
    assert not may(officer, Verb.FREEZE)


def test_a_log_in_that_was_ended_holds_nothing(moderator):
    moderator.is_active = False
    assert not may(moderator, Verb.PUBLISH)
    assert not is_official(moderator)
