import pytest

from city.actions.first_run import open_first_run
from city.queries.permissions import roles_of
from city.rules.roles import Role
from tests.factories import NOW, make_official, make_user
from tests.signing import app_code, give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return f"/first-run/{open_first_run(actor=None, now=NOW)}/"


def test_a_guest_is_told_the_three_steps_and_comes_back_here(client, link):
    text = client.get(link).content.decode()
    assert f"/accounts/signup/?next={link}" in text
    assert "Become an election officer" not in text
    assert client.post(link).status_code == 200


def test_without_a_second_factor_the_office_is_not_to_be_had(client, link, resident):
    client.force_login(resident)
    assert "Choose one" in client.get(link).content.decode()
    page = client.post(link, follow=True)
    assert "An officer needs a second factor." in page.content.decode()
    assert not roles_of(resident)


def test_the_pages_of_the_second_factor_lead_back(client, link, resident):
    client.force_login(resident)
    client.get(link)
    page = client.get("/accounts/2fa/totp/activate/")
    client.post("/accounts/2fa/totp/activate/", {"code": app_code(page.context["form"].secret)})
    assert f'href="{link}"' in client.get("/accounts/2fa/").content.decode()


def test_with_one_it_is_taken_and_the_desk_opens_after_one_more_code(client, link, resident):
    give_second_factor(resident)
    client.force_login(resident)
    answer = client.post(link)
    assert answer.url == "/desk/"
    assert roles_of(resident) == {Role.ELECTION_OFFICER}
    assert "The second person now opens the same link" in client.get(link).content.decode()
    asked = client.get("/desk/")
    assert asked.url.startswith("/accounts/2fa/reauthenticate/")
    assert client.post(asked.url, {"code": app_code(), "next": "/desk/"}).url == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_after_two_there_is_nothing_at_this_address(client, link):
    for _ in range(2):
        make_official(Role.ELECTION_OFFICER)
    client.force_login(make_user())
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
