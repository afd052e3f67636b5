from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from city.actions.sessions import end_sign_ins, note_sign_in
from city.models import AuditEntry, SignIn
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def signed_in(user, began=NOW):
    client = Client()
    client.force_login(user)
    key = client.session.session_key
    note_sign_in(actor=user, now=NOW, session_key=key, began_at=began, user_agent=FIREFOX)
    return key


def test_a_sign_in_is_noted_once_and_then_moved_on(resident):
    key = signed_in(resident)
    note_sign_in(
        actor=resident, now=NOW + timedelta(days=1), session_key=key, began_at=NOW, user_agent="something else"
    )
    found = SignIn.objects.get()
    assert (found.browser, found.system) == ("", "")
    assert (found.began_at, found.seen_at) == (NOW, NOW + timedelta(days=1))
    assert str(signed_in(resident) and SignIn.objects.get(browser="Firefox")) == "Firefox on Linux"


def test_what_is_ended_is_ended_and_audited(resident):
    here, there = signed_in(resident), signed_in(resident)
    assert end_sign_ins(actor=resident, now=NOW, session_keys=[there]) == 1
    assert list(Session.objects.values_list("pk", flat=True)) == [here]
    assert AuditEntry.objects.get().verb == "sign_out"


def test_nobody_ends_what_is_not_theirs(resident):
    theirs = signed_in(make_user())
    assert end_sign_ins(actor=resident, now=NOW, session_keys=[theirs, "none"]) == 0
    assert Session.objects.filter(pk=theirs).exists()
    assert not AuditEntry.objects.exists()
