import pytest
from django.test import Client

from city.actions.sessions import note_sign_in
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"


def device(user, client=None):
    client = client or Client()
    client.force_login(user)
    key = client.session.session_key
    note_sign_in(actor=user, now=NOW, session_key=key, began_at=NOW, user_agent=PHONE)
    return client


def is_in(client):
    return client.get("/me/").status_code == 200


def test_every_device_is_named_and_no_key_stands_on_the_page(client, resident):
    others = [device(resident) for _ in range(2)]
    device(resident, client)
    text = client.get("/me/sessions/").content.decode()
    assert text.count("Chrome on Android") == 3
    assert text.count("this one") == 1
    for one in [client, *others]:
        assert one.session.session_key not in text


def test_one_is_ended_and_the_others_stay(client, resident):
    device(resident, client)
    first, second = device(resident), device(resident)
    mark = resident.sign_ins.get(pk=first.session.session_key).mark
    page = client.post("/me/sessions/end/", {"sign_in": mark}, follow=True)
    assert "1 sign-in is ended." in page.content.decode()
    assert (is_in(client), is_in(first), is_in(second)) == (True, False, True)


def test_all_others_are_ended(client, resident):
    device(resident, client)
    others, stranger = [device(resident), device(resident)], device(make_user())
    assert "2 sign-ins are ended." in client.post("/me/sessions/end/", follow=True).content.decode()
    assert [is_in(one) for one in [client, *others, stranger]] == [True, False, False, True]


def test_nobody_ends_what_is_not_theirs(client, resident):
    device(resident, client)
    theirs = device(make_user())
    mark = theirs.session and resident.sign_ins.model.objects.get(pk=theirs.session.session_key).mark
    page = client.post("/me/sessions/end/", {"sign_in": mark}, follow=True)
    assert "had ended already" in page.content.decode()
    assert is_in(theirs)


def test_an_official_sees_the_minute_and_the_rule(client, moderator):
    device(moderator, client)
    assert "30 minutes without a click" in client.get("/me/sessions/").content.decode()
