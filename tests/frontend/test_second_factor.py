"""The pages of the second factor, and who may do without."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt, encrypt
from django.core import mail
from django.urls import reverse

from tests.frontend.test_accounts import ask, code, enter, is_signed_in
from tests.signing import SECRET, app_code, give_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mails_go_at_once")]


@pytest.fixture
def half_way(client, moderator):
    """An official whose code from the mail was right."""
    moderator.emailaddress_set.create(email=moderator.email, verified=True, primary=True)
    ask(client, "account_login", moderator.email, next="/desk/")
    enter(client, "account_confirm_login_code", code())
    assert not is_signed_in(client)
    return moderator


def test_the_code_from_the_mail_alone_is_not_enough(client, half_way):
    assert client.get("/desk/").url.startswith("/accounts/login/")
    page = client.get(reverse("mfa_authenticate")).content.decode()
    assert "Now show your second factor." in page
    assert "Use a passkey" not in page


def test_with_the_app_one_is_in_and_the_desk_is_open(client, half_way):
    enter(client, "mfa_authenticate", app_code())
    assert is_signed_in(client)
    assert client.get("/desk/").status_code == 200


def test_a_recovery_code_works_once(client, half_way):
    one = RecoveryCodes.activate(half_way).generate_codes()[0]
    enter(client, "mfa_authenticate", one)
    assert is_signed_in(client)
    assert "This code does not fit" in enter(client, "mfa_reauthenticate", one).content.decode()


def test_guessing_ends_soon(client, half_way):
    for _ in range(5):
        enter(client, "mfa_authenticate", "000000")
    assert "tried too often" in enter(client, "mfa_authenticate", app_code()).content.decode()
    assert not is_signed_in(client)


def test_no_secret_stands_in_the_database_in_clear(settings, moderator):
    stored = str(Authenticator.objects.get(user=moderator).data)
    assert SECRET not in stored
    locked = encrypt("a secret")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the city"
    assert decrypt(locked) == "a secret"


def test_an_official_keeps_the_last_one_and_a_resident_need_not(moderator, resident):
    give_second_factor(resident)
    last = Authenticator.objects.get(user=moderator)
    assert not get_adapter().can_delete_authenticator(last)
    assert get_adapter().can_delete_authenticator(Authenticator.objects.get(user=resident))
    Authenticator.objects.create(user=moderator, type="webauthn", data={})
    assert get_adapter().can_delete_authenticator(last)


def test_the_last_passkey_of_an_official_stays(client, moderator):
    Authenticator.objects.filter(user=moderator).delete()
    key = Authenticator.objects.create(user=moderator, type="webauthn", data={"name": "My phone"})
    client.force_login(moderator)
    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert answer.url == reverse("mfa_list_webauthn")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_change_is_told_by_mail_without_an_address(client, resident, django_capture_on_commit_callbacks):
    resident.emailaddress_set.create(email=resident.email, verified=True, primary=True)
    client.force_login(resident)
    page = client.get(reverse("mfa_activate_totp"))
    assert "Common%20Purse" in page.context["totp_url"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": app_code(page.context["form"].secret)})
    (told,) = [message for message in mail.outbox if message.subject == "A second factor was set up"]
    assert "An authenticator app was set up for your account." in told.body
    assert "127.0.0.1" not in told.body


def test_what_is_not_offered_is_not_there(client, resident):
    client.force_login(resident)
    assert client.get(reverse("mfa_edit_webauthn", args=[1])).status_code == 404
