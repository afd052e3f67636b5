import pytest
from django.db import OperationalError
from django.test import override_settings

from tests.factories import make_contest
from voting.models import Publication


def test_a_process_is_alive_without_any_database(client):
    assert client.get("/healthz").json() == {"alive": True}


@pytest.mark.django_db
def test_with_its_database_it_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert "no-store" in answer["Cache-Control"]


def test_without_its_database_it_is_not(client, monkeypatch):
    def fail():
        raise OperationalError("away")

    monkeypatch.setattr("config.health.frozen_rounds", fail)
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_a_frozen_log_is_told_and_keeps_nobody_from_voting(client):
    round, _ = make_contest(slug="spring")
    Publication.objects.create(round=round, is_frozen=True, reason="It differs.")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["frozen"]) == (200, ["spring"])


@pytest.mark.django_db  # a write is counted before anything else
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_they_are_asked_and_never_told(client, address):
    assert client.post(address).status_code == 405


@override_settings(SECURE_SSL_REDIRECT=True)
def test_they_are_asked_from_inside_without_tls(client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/api/v1/rounds").status_code == 301
