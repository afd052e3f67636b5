import pytest

from city.models import Case
from city.rules.phases import Verb
from city.rules.roles import Role
from tests.city.views.test_cases import text
from tests.factories import make_official, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make_official(Role.ELECTION_OFFICER)
    client.force_login(officer)
    return officer


def asked(email, role="auditor", round=""):
    return {"email": email, "role": role, "round": round, "reason": "The books need a reader."}


@pytest.mark.parametrize("address", ["/desk/roles/", "/desk/roles/grant/"])
def test_other_offices_are_forbidden(client, moderator, address):
    client.force_login(moderator)
    assert client.get(address).status_code == 403


def test_the_page_says_who_holds_what(client, officer, moderator):
    page = text(client.get("/desk/roles/"))
    for words in (moderator.email, "Moderator", officer.email, "Election officer", "The whole city"):
        assert words in page


def test_an_auditor_sees_it_and_asks_for_nothing(client, moderator):
    client.force_login(make_official(Role.AUDITOR))
    page = text(client.get("/desk/roles/"))
    assert moderator.email in page
    assert "Ask to" not in page
    assert client.get("/desk/roles/grant/").status_code == 403


def test_asking_for_an_office_makes_a_case(client, officer, resident):
    page = client.post("/desk/roles/grant/", asked(resident.email.upper()), follow=True)
    assert "Asked for." in text(page)
    case = Case.objects.get()
    assert (case.verb, case.person, case.arguments, case.round) == (Verb.GRANT, resident, {"role": "auditor"}, None)
    assert not resident.grants.exists()


def test_what_is_wrong_comes_back_with_all_that_was_typed(client, officer, moderator):
    for typed, says in (
        (asked("nobody@example.org"), "Nobody has signed in with nobody@example.org"),
        (asked("nobody"), "This is no e-mail address"),
        (asked(moderator.email, "moderator"), "holds this office already"),
        (asked(moderator.email, "auditor", "nowhere"), "nowhere is not one of the available choices"),
    ):
        answer = client.post("/desk/roles/grant/", typed)
        assert answer.status_code == 422
        assert says in text(answer)
        assert "The books need a reader." in text(answer)
    assert not Case.objects.exists()


def test_an_officer_of_one_round_gives_offices_there_only(client, resident):
    round, other = make_round(), make_round()
    client.force_login(make_official(Role.ELECTION_OFFICER, round=round))
    assert client.post("/desk/roles/grant/", asked(resident.email)).status_code == 422
    assert client.post("/desk/roles/grant/", asked(resident.email, round=other.slug)).status_code == 422
    assert client.post("/desk/roles/grant/", asked(resident.email, round=round.slug)).status_code == 302
    assert Case.objects.get().round == round


def test_asking_to_take_an_office_back(client, officer, moderator):
    address = f"/desk/roles/{moderator.grants.get().pk}/revoke/"
    assert "would lose the office of Moderator in the whole city" in text(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "She moved away."}).status_code == 302
    assert (Case.objects.get().verb, Case.objects.get().person) == (Verb.REVOKE, moderator)


def test_of_another_round_nothing_is_taken_back(client, moderator):
    client.force_login(make_official(Role.ELECTION_OFFICER, round=make_round()))
    assert client.get(f"/desk/roles/{moderator.grants.get().pk}/revoke/").status_code == 404


def test_asking_to_reset_a_second_factor_that_is_lost(client, officer, moderator):
    address = f"/desk/roles/{moderator.grants.get().pk}/reset-factor/"
    assert address in client.get("/desk/roles/").content.decode()
    assert moderator.email in text(client.get(address))
    assert client.post(address, {"reason": "Her telephone is lost."}).status_code == 302
    assert (Case.objects.get().verb, Case.objects.get().person) == (Verb.RESET_FACTOR, moderator)


def test_for_who_has_no_second_factor_there_is_nothing_to_reset(client, officer, moderator):
    moderator.authenticator_set.all().delete()
    answer = client.post(f"/desk/roles/{moderator.grants.get().pk}/reset-factor/", {"reason": "Lost."})
    assert answer.status_code == 422
    assert "has no second factor" in text(answer)
