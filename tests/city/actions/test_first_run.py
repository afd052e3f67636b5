from datetime import timedelta

import pytest

from city.actions.first_run import open_first_run, take_first_office
from city.models import AuditEntry, FirstRunLink, RoleGrant
from city.rules.refusal import Refused
from city.rules.roles import Role
from tests.factories import NOW, make_official, make_user
from tests.signing import give_second_factor

pytestmark = pytest.mark.django_db


def person(factor=True):
    user = make_user()
    if factor:
        give_second_factor(user)
    return user


def code(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.reasons[0].code


def test_two_people_make_themselves_officers_and_then_the_door_is_shut():
    token = open_first_run(actor=None, now=NOW)
    for _ in range(2):
        take_first_office(actor=person(), now=NOW, token=token)
    assert code(lambda: take_first_office(actor=person(), now=NOW, token=token)) == "link_over"
    assert list(RoleGrant.objects.values_list("role", flat=True)) == [Role.ELECTION_OFFICER] * 2
    assert not FirstRunLink.objects.exists()
    verbs = ["open_first_run", "take_first_office", "take_first_office"]
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == verbs


def test_the_same_person_twice_is_one_officer():
    token, user = open_first_run(actor=None, now=NOW), person()
    assert take_first_office(actor=user, now=NOW, token=token) == take_first_office(actor=user, now=NOW, token=token)
    assert FirstRunLink.objects.exists()


def test_without_a_second_factor_there_is_no_office():
    token = open_first_run(actor=None, now=NOW)
    assert code(lambda: take_first_office(actor=person(factor=False), now=NOW, token=token)) == "no_second_factor"
    assert not RoleGrant.objects.exists()


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=24)])
def test_a_wrong_token_and_a_late_one_open_nothing(later):
    token = open_first_run(actor=None, now=NOW)
    token = token if later else "guessed"
    assert code(lambda: take_first_office(actor=person(), now=NOW + later, token=token)) == "link_over"


def test_a_new_link_ends_the_one_before():
    first, second = (open_first_run(actor=None, now=NOW) for _ in range(2))
    assert code(lambda: take_first_office(actor=person(), now=NOW, token=first)) == "link_over"
    assert take_first_office(actor=person(), now=NOW, token=second)


def test_the_token_itself_stands_nowhere():
    token = open_first_run(actor=None, now=NOW)
    assert token not in str(FirstRunLink.objects.values_list().get())
    assert str(FirstRunLink.objects.get()) == f"made {NOW}"


def test_a_city_with_officers_gets_no_link():
    for _ in range(2):
        make_official(Role.ELECTION_OFFICER)
    assert code(lambda: open_first_run(actor=None, now=NOW)) == "has_officers"
