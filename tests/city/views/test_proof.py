"""What cannot be taken back is asked for again, and nothing typed is lost."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from city.rules.roles import Role
from city.views.proof import reauthenticated
from tests.factories import make_award, make_official, make_round
from tests.signing import app_code, use_second_factor

pytestmark = pytest.mark.django_db
EARLIER = time.time() - 700


@pytest.fixture
def officer(client, election_officer):
    client.force_login(election_officer)
    return election_officer


def target(answer):
    assert answer.status_code == 302
    return urlsplit(answer.url).path, parse_qs(urlsplit(answer.url).query).get("next", [""])[0]


def count_address():
    return reverse("voting:desk_count", args=[make_round().slug])


def test_within_ten_minutes_nothing_is_asked(client, officer):
    assert target(client.post(count_address()))[0].startswith("/desk/rounds/")  # the act was done


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("voting:desk_count", ["spring"]),
        ("voting:desk_case_ask", ["spring", "freeze"]),
        ("city:desk_case_approve", [1]),
        ("city:desk_case_grant", []),
        ("city:desk_case_revoke", [1]),
    ],
)
def test_later_the_second_factor_is_asked_for_first(client, officer, name, args):
    make_round("spring")
    use_second_factor(client, officer, EARLIER)
    answer = client.post(reverse(name, args=args))
    assert target(answer) == ("/accounts/2fa/reauthenticate/", "/me/go-on/")


def test_then_one_click_sends_what_was_typed(client, officer):
    use_second_factor(client, officer, EARLIER)
    url = reverse("voting:desk_count", args=[make_round().slug])
    asked = client.post(url, {"preset": "equal-shares"})
    page = client.post(asked.url, {"code": app_code(), "next": "/me/go-on/"}, follow=True)
    text = page.content.decode()
    assert page.request["PATH_INFO"] == "/me/go-on/"
    assert f'action="{url}"' in text
    assert '<input type="hidden" name="preset" value="equal-shares">' in text
    assert "reauthenticate" not in client.post(url, {"preset": "equal-shares"}).get("Location", "")


def test_what_was_typed_is_shown_once_and_to_nobody_else(client, officer):
    use_second_factor(client, officer, EARLIER)
    client.post(reverse("voting:desk_count", args=[make_round().slug]), {"preset": "greedy"})
    session = client.session
    session["typed"] = session["typed"] | {"user": 0}
    session.save()
    assert target(client.get("/me/go-on/")) == ("/me/", "")


def test_a_form_asks_before_it_is_filled_in(client):
    award = make_award()
    finance = make_official(Role.FINANCE_OFFICER)
    client.force_login(finance)
    url = reverse("budgets:order", args=[award.outcome.round.slug, award.pk])
    assert client.get(url).status_code == 200
    use_second_factor(client, finance, EARLIER)
    assert target(client.get(url)) == ("/accounts/2fa/reauthenticate/", url)
    typed = {"payee": "Kilnside Joinery", "purpose": "Benches & a table"}
    asked = client.post(url, typed)
    page = client.post(asked.url, {"code": app_code(), "next": "/me/go-on/"}, follow=True).content.decode()
    assert 'value="Benches &amp; a table"' in page
    assert 'value="Kilnside Joinery"' in page


def test_a_wrong_code_gets_nowhere(client, officer):
    use_second_factor(client, officer, EARLIER)
    url = count_address()
    asked = client.post(url)
    page = client.post(asked.url, {"code": "000000", "next": "/me/go-on/"})
    assert "This code does not fit" in page.content.decode()
    assert target(client.post(url))[0] == "/accounts/2fa/reauthenticate/"


def test_the_same_code_works_once(client, officer):
    asked = f"{reverse('mfa_reauthenticate')}?next=/me/"
    code = app_code()
    assert client.post(asked, {"code": code}).status_code == 302
    assert "This code does not fit" in client.post(asked, {"code": code}).content.decode()


def test_who_has_no_second_factor_signs_in_once_more(client, resident):
    client.force_login(resident)
    client.get("/me/")
    view = reauthenticated(lambda request: HttpResponse("done"))
    request = RequestFactory().get("/me/erase/")
    request.user, request.session = resident, client.session
    assert view(request).content == b"done"
    request.session["began_at"] = EARLIER
    assert target(view(request)) == ("/me/confirm/", "/me/erase/")
    page = client.get("/me/confirm/?next=/me/erase/").content.decode()
    assert re.search(r'name="next" value="/me/erase/"', page)
    assert target(client.post("/me/confirm/", {"next": "/me/erase/"})) == ("/accounts/login/", "/me/erase/")
    assert "_auth_user_id" not in client.session


def test_the_way_back_leads_nowhere_else(client, resident):
    client.force_login(resident)
    answer = client.post("/me/confirm/", {"next": "https://elsewhere.example/"})
    assert target(answer) == ("/accounts/login/", "/me/")


def test_a_guest_is_left_to_the_view(client):
    assert target(client.post(count_address()))[0] == "/accounts/login/"
