"""Signing in and up by a code from an e-mail."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from city.actions.people import register
from city.models import User
from tests.caches import forget
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mails_go_at_once")]
WRONG = "WRON-GCOD"


def a_person(email):
    return register(actor=None, now=NOW, email=email)


def code():
    """The code in the last mail, which holds it alone on a line."""
    return re.search(r"^ +(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def ask(client, page, email, **words):
    field = "login" if page == "account_login" else "email"
    return client.post(reverse(page), {field: email} | words, follow=True)


def enter(client, page, text):
    return client.post(reverse(page), {"code": text}, follow=True)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_somebody_new_signs_up_with_a_code(client):
    page = ask(client, "account_signup", "Ada@Example.org", next="/rounds/")
    assert "Look in your e-mail" in page.content.decode()
    assert not is_signed_in(client)
    page = enter(client, "account_email_verification_sent", code())
    assert page.request["PATH_INFO"] == "/rounds/"
    assert is_signed_in(client)
    assert User.objects.get().email == "ada@example.org"


@pytest.mark.parametrize("typed", [str.upper, str.lower, lambda text: text.replace("-", ""), lambda text: f" {text} "])
def test_somebody_known_signs_in_with_a_code_however_it_is_typed(client, typed):
    user = a_person("ada@example.org")
    ask(client, "account_login", "ADA@example.org", next="/rounds/")
    page = client.post(reverse("account_confirm_login_code"), {"code": typed(code()), "next": "/rounds/"}, follow=True)
    assert page.request["PATH_INFO"] == "/rounds/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_somebody_put_on_the_roll_at_a_desk_needs_one_code_to_sign_in(client):
    register(actor=None, now=NOW, email="ada@example.org")
    ask(client, "account_login", "ada@example.org")
    enter(client, "account_confirm_login_code", code())
    assert is_signed_in(client)
    assert len(mail.outbox) == 1


def test_a_wrong_code_says_so_beside_the_field_and_a_third_ends_the_try(client):
    a_person("ada@example.org")
    ask(client, "account_login", "ada@example.org")
    right = code()
    for _ in range(2):
        page = enter(client, "account_confirm_login_code", WRONG).content.decode()
        assert page.count("This is not the code we sent last.") == 1
        assert f'value="{WRONG}"' in page
    assert "tried too often" in enter(client, "account_confirm_login_code", WRONG).content.decode()
    enter(client, "account_confirm_login_code", right)
    assert not is_signed_in(client)


def test_a_new_code_replaces_the_one_before(client):
    a_person("ada@example.org")
    ask(client, "account_login", "ada@example.org")
    first = code()
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert code() != first
    enter(client, "account_confirm_login_code", first)
    assert not is_signed_in(client)
    enter(client, "account_confirm_login_code", code())
    assert is_signed_in(client)


def strip(page):
    """The page without what differs at every visit."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page.content)


@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_request_login_code"])
def test_nobody_learns_who_has_an_account(page):
    """The same address, before there is an account and after: the same answers, byte for byte, and one mail each."""
    answers, resent = [], []
    for number in range(2):
        if number:
            User.objects.filter(email="ada@example.org").delete()
            a_person("ada@example.org")
            forget()
        client = Client()
        answers.append(ask(client, page, "ada@example.org"))
        where = answers[-1].request["PATH_INFO"]
        resent.append((where, client.post(where, {"code": WRONG})))
    assert strip(answers[0]) == strip(answers[1])
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert (resent[0][0], strip(resent[0][1])) == (resent[1][0], strip(resent[1][1]))
    assert [message.to for message in mail.outbox] == [["ada@example.org"]] * 2


def test_no_answer_waits_for_a_mail(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    a_person("ada@example.org")
    for address in ("ada@example.org", "nobody@example.org"):
        ask(client, "account_login", address)
        client.cookies.clear()
    assert mail.outbox == []
    assert DBTaskResult.objects.count() == 2


def test_the_mail_says_what_to_do_instead(client):
    a_person("known@example.org")
    ask(client, "account_signup", "known@example.org")
    assert "http://testserver/accounts/login/" in mail.outbox[-1].body
    client.cookies.clear()
    ask(client, "account_login", "unknown@example.org")
    assert "http://testserver/accounts/signup/" in mail.outbox[-1].body


def test_a_mistyped_address_can_be_left_behind(client):
    ask(client, "account_signup", "adda@example.org")
    page = client.post(reverse("account_logout"), {"next": reverse("account_signup")}, follow=True)
    assert "Sign up" in page.content.decode()
    ask(client, "account_signup", "ada@example.org")
    enter(client, "account_email_verification_sent", code())
    assert is_signed_in(client)
    assert client.session["_auth_user_id"] == str(User.objects.get(email="ada@example.org").pk)


def test_what_is_no_address_is_shown_again_with_a_reason(client):
    page = ask(client, "account_signup", "ada at example")
    assert 'value="ada at example"' in page.content.decode()
    assert page.content.decode().count('id="id_email_error"') == 1
    assert not mail.outbox


def test_signing_out_asks_first(client, resident):
    client.force_login(resident)
    assert "Sign out?" in client.get(reverse("account_logout")).content.decode()
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("account_login", "Sign in"),
        ("account_signup", "Sign up"),
        ("account_request_login_code", "Sign in"),
        ("account_inactive", "This account is closed"),
    ],
)
def test_every_page_wears_the_city_and_its_links(client, settings, page, heading):
    settings.CITY_NAME = "Marenholt"
    text = client.get(reverse(page)).content.decode()
    assert "<span>Marenholt</span>" in text
    assert "Follow the money" in text
    assert f"<h1>{heading}</h1>" in " ".join(text.split()).replace("<h1> ", "<h1>").replace(" </h1>", "</h1>")


@pytest.mark.parametrize(
    "page", ["account_email", "account_reset_password", "account_set_password", "account_reauthenticate"]
)
def test_what_a_sign_in_without_passwords_does_not_need_is_not_there(client, resident, page):
    client.force_login(resident)
    assert client.get(reverse(page)).status_code == 404


def test_a_phone_offers_the_code_and_its_digits(client):
    a_person("ada@example.org")
    page = ask(client, "account_login", "ada@example.org").content.decode()
    (field,) = re.findall(r"<input[^>]*name=\"code\"[^>]*>", page)
    assert 'autocomplete="one-time-code"' in field
    assert 'inputmode="numeric"' in field
    assert re.fullmatch(r"\d{4}-\d{4}", code())


def test_too_many_requests_get_a_page_of_ours(client):
    ask(client, "account_signup", "ada@example.org")
    client.post(reverse("account_email_verification_sent"), {"action": "resend"})
    page = client.post(reverse("account_email_verification_sent"), {"action": "resend"})
    assert page.status_code == 429
    assert "A moment, please" in page.content.decode()
    assert page["Retry-After"] == "60"


def test_what_is_missing_is_said_in_words_that_help(client):
    assert "Type your e-mail address." in ask(client, "account_login", "").content.decode()
    ask(client, "account_login", "ada@example.org")
    assert "Type the code from the e-mail." in enter(client, "account_confirm_login_code", "").content.decode()
