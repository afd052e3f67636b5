import time

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from city.actions.mail import post
from tests.factories import make_user
from voting.management import worker
from voting.management.worker import make_worker, run, start

LONGEST_WAIT = 30.0


@pytest.mark.django_db(transaction=True)
def test_the_command_does_what_waits_and_ends():
    post(to=make_user(), subject="A letter", text="Hello.")
    call_command("work", "--once")
    assert [message.subject for message in mail.outbox] == ["A letter"]
    assert not DBTaskResult.objects.exists()  # nobody finds there to whom what was sent


@pytest.mark.django_db(transaction=True)
def test_a_worker_beside_the_server_works_until_it_is_told_to_stop(monkeypatch):
    monkeypatch.setattr(worker, "EVERY_SECONDS", 0.01)
    working = make_worker()
    thread = start(working)
    post(to=make_user(), subject="A letter", text="Hello.")
    until = time.monotonic() + LONGEST_WAIT
    while not mail.outbox and time.monotonic() < until:
        time.sleep(0.01)
    working.running = False
    thread.join(LONGEST_WAIT)
    assert not thread.is_alive()
    assert [message.subject for message in mail.outbox] == ["A letter"]


def test_a_database_that_is_away_is_waited_for(monkeypatch, caplog):
    monkeypatch.setattr(worker, "RETRY_SECONDS", 0)
    tries = []

    class Broken:
        running = True

        def run(self):
            tries.append(1)
            if len(tries) < 3:
                raise OperationalError("away")

    run(Broken())
    assert len(tries) == 3
    assert "waits for the database: away" in caplog.text
