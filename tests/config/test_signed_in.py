"""How long a sign-in lasts, and who reaches the desk."""

import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from city.models import SignIn
from city.rules.roles import Role
from tests.factories import make_contest, make_official, make_user, make_voter
from tests.signing import give_second_factor
from tests.test_pages import patterns
from tests.words import names

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1).total_seconds()


def age(client, *, began=0.0, seen=0.0):
    """Move the sign-in into the past, by seconds."""
    session = client.session
    session["began_at"], session["seen_at"] = time.time() - began, time.time() - seen
    session.save()


def forget(client, *keys):
    session = client.session
    for key in keys or ["account_authentication_methods"]:
        del session[key]
    session.save()


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("began", "seen", "stays"),
    [(3600, 1790, True), (3600, 1810, False), (43_100, 10, True), (43_300, 10, False)],
)
def test_an_officials_sign_in_ends(client, moderator, began, seen, stays):
    client.force_login(moderator)
    age(client, began=began, seen=seen)
    answer = client.get("/desk/proposals/", follow=True)
    assert is_signed_in(client) == stays
    assert ("30 minutes without a click" in answer.content.decode()) == (not stays)


@pytest.mark.parametrize(
    ("began", "seen", "stays"), [(29 * DAY, 6 * DAY, True), (8 * DAY, 7 * DAY, False), (30 * DAY, DAY, False)]
)
def test_a_residents_sign_in_ends(client, resident, began, seen, stays):
    client.force_login(resident)
    age(client, began=began, seen=seen)
    page = client.get("/rounds/")
    assert page.status_code == 200
    assert is_signed_in(client) == stays


def test_what_an_official_typed_waits_until_they_are_back(client, moderator):
    client.force_login(moderator)
    age(client, began=3600, seen=1900)
    answer = client.post("/desk/proposals/1/return/", {"reason": "Say on which side."})
    assert answer.url == "/accounts/login/?next=%2Fme%2Fgo-on%2F"
    kept = client.session["typed"]
    assert kept == {
        "user": moderator.pk,
        "path": "/desk/proposals/1/return/",
        "fields": [["reason", "Say on which side."]],
    }


def test_a_ballot_is_never_kept_beside_a_person(client):
    round, district = make_contest()
    voter = make_voter(round, district)
    client.force_login(voter)
    age(client, began=31 * DAY, seen=1)
    client.post(reverse("voting:check", args=[round.slug, district.code]), {"choices": ["P01"]})
    assert "typed" not in client.session
    assert not names("P01", str(dict(client.session)))


def test_of_a_resident_the_day_is_noted_and_casting_notes_nothing(client):
    round, district = make_contest()
    voter = make_voter(round, district)
    client.force_login(voter)
    forget(client, "began_at", "seen_at")
    client.post(reverse("voting:check", args=[round.slug, district.code]), {"choices": ["P01"]})
    assert not SignIn.objects.exists()
    client.get("/me/", headers={"User-Agent": "Firefox Android"})
    SignIn.objects.all().delete()
    age(client, began=3 * DAY + 50, seen=2 * DAY)
    client.get("/me/", headers={"User-Agent": "Firefox Android"})
    found = SignIn.objects.get()
    assert str(found) == "Firefox on Android"
    assert found.seen_at.timestamp() == pytest.approx(time.time() - 50, abs=5)


def test_files_for_anybody_are_not_made_anybodys(client, resident):
    client.force_login(resident)
    forget(client, "began_at", "seen_at")
    answer = client.get("/pictures/purse.png")
    assert "Cookie" not in answer.get("Vary", "")
    assert not SignIn.objects.exists()


def desk_addresses():
    for name, needs in patterns(get_resolver()):
        with suppress(NoReverseMatch):
            url = reverse(name, kwargs={key: "s" if key in {"slug", "district"} else 1 for key in needs})
            if url.startswith("/desk/"):
                yield url


def test_without_a_second_factor_every_address_of_the_desk_leads_to_setting_one_up(client):
    official = make_user("new@city.example")
    official.grants.create(role=Role.ELECTION_OFFICER.value)
    client.force_login(official)
    forget(client)
    urls = list(desk_addresses())
    assert len(urls) > 12
    for url in urls:
        for answer in (client.get(url), client.post(url)):
            assert (answer.status_code, answer.get("Location")) == (302, "/accounts/2fa/"), url
    page = client.get("/accounts/2fa/").content.decode()
    assert "the desk opens after that" in page


def test_with_one_it_must_have_been_used_in_this_session(client, moderator):
    client.force_login(moderator)
    forget(client)
    for url in desk_addresses():
        assert client.get(url).url.startswith("/accounts/2fa/reauthenticate/?next=%2Fdesk%2F"), url
        assert client.post(url).url == "/accounts/2fa/reauthenticate/?next=%2Fme%2Fgo-on%2F", url


def test_a_passkey_alone_is_asked_for_as_a_passkey(client):
    official = make_official(Role.MODERATOR)
    official.authenticator_set.update(type="webauthn")
    client.force_login(official)
    forget(client)
    assert client.get("/desk/").url.startswith("/accounts/2fa/webauthn/reauthenticate/")


def test_a_resident_with_a_second_factor_holds_no_office_for_it(client, resident):
    give_second_factor(resident)
    client.force_login(resident)
    assert client.get("/desk/").status_code == 403
