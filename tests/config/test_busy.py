import pytest
from django.db import OperationalError
from django.test import Client

from config import signed_in
from frontend import views
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_busy_database_is_an_honest_503(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(views, "rounds", fail)
    response = client.get("/rounds/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "counts once" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "words"), [("/rounds/", "counts once"), ("/api/v1/rounds", "nothing counts twice")]
)
def test_it_is_as_honest_where_it_is_away_before_the_page_begins(client, monkeypatch, address, words):
    def fail(_user):
        raise OperationalError("the connection is closed")

    client.force_login(make_user())
    client.raise_request_exception = False
    monkeypatch.setattr(signed_in, "is_official", fail)
    response = client.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert words in response.content.decode()


def test_what_else_breaks_is_not_called_busy(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ZeroDivisionError

    client.raise_request_exception = False
    monkeypatch.setattr(views, "rounds", fail)
    response = client.get("/rounds/")
    assert response.status_code == 500
    assert "broke on our side" in response.content.decode()


def test_a_form_of_another_session_is_refused_in_words():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    response = client.post("/accounts/logout/")
    assert response.status_code == 403
    assert "open for too long" in response.content.decode()
