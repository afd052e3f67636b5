import asyncio
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError

from city.models import AuditEntry, Round
from tests.factories import NOW, cast_ballot, make_contest, make_voter
from tests.sockets import PATIENCE
from voting.actions.sealing import seal
from voting.management import sealer
from voting.management.sealer import Sealer
from voting.models import Outcome, PendingCast

pytestmark = pytest.mark.django_db


def test_a_round_is_announced_when_it_moves_and_only_then():
    contest = make_contest()
    watching = Sealer()
    assert [numbers["cast"] for numbers in watching.seal_and_look(NOW)] == [0]
    assert watching.seal_and_look(NOW) == []
    cast_ballot(make_voter(*contest), *contest, ["P01"])
    (numbers,) = watching.seal_and_look(NOW)
    assert (numbers["round"], numbers["cast"], numbers["sealed"]) == (contest[0].slug, 1, 0)
    assert watching.seal_and_look(NOW) == []


def test_a_mix_is_announced_once():
    contest = make_contest()
    for _ in range(20):
        cast_ballot(make_voter(*contest), *contest, ["P01"])
    (numbers,) = Sealer().seal_and_look(NOW)
    assert numbers["sealed"] == 10


def test_the_last_mix_is_announced_after_the_close():
    contest = make_contest()
    cast_ballot(make_voter(*contest), *contest, ["P01"])
    contest[0].phases.update(closes_at=NOW)
    (numbers,) = Sealer().seal_and_look(NOW)
    assert numbers["sealed"] == 1


def test_rounds_that_are_not_open_are_left_alone():
    make_contest(opens=5)
    make_contest()[0].phases.update(closes_at=NOW)
    seal(now=NOW)
    assert Sealer().seal_and_look(NOW) == []


@pytest.mark.django_db(transaction=True)
def test_the_command_seals_once():
    contest = make_contest()
    cast_ballot(make_voter(*contest), *contest, ["P01"])
    contest[0].phases.update(opens_at=NOW - timedelta(days=2), closes_at=NOW)
    call_command("seal", "--once")
    assert not PendingCast.objects.exists()
    assert Outcome.objects.get().ballots == 1


def test_what_has_closed_is_counted_once_and_with_every_ballot():
    contest = make_contest()
    cast_ballot(make_voter(*contest), *contest, ["P02"])
    contest[0].phases.update(closes_at=NOW)
    sealer._count_closed(NOW)
    assert not Outcome.objects.exists()
    Sealer().seal_and_look(NOW)
    sealer._count_closed(NOW)
    outcome = Outcome.objects.get()
    assert (outcome.is_official, outcome.ballots) == (True, 1)
    entries = AuditEntry.objects.count()
    sealer._count_closed(NOW)
    assert AuditEntry.objects.count() == entries


def test_an_open_vote_is_not_counted():
    contest = make_contest()
    cast_ballot(make_voter(*contest), *contest, ["P02"])
    sealer._count_closed(NOW)
    assert not Outcome.objects.exists()


def test_a_contest_that_cannot_be_counted_keeps_no_other_waiting(caplog):
    stuck, fine = make_contest(), make_contest()
    Round.objects.filter(pk=stuck[0].pk).update(rule="of-thumb")
    for round, _ in (stuck, fine):
        round.phases.update(closes_at=NOW)
    seal(now=NOW)
    sealer._count_closed(NOW)
    assert Outcome.objects.get().round == fine[0]
    assert "unknown_rule" in caplog.text


async def test_what_fails_is_tried_again(monkeypatch, caplog):
    tries = []
    enough = asyncio.Event()

    async def act(now):
        tries.append(now)
        if len(tries) < 3:
            raise OperationalError("away")
        enough.set()

    monkeypatch.setattr(sealer, "LONGEST_WAIT_SECONDS", 0.01)
    running = asyncio.create_task(sealer.repeat("sealing", act))
    async with asyncio.timeout(PATIENCE):
        await enough.wait()
    running.cancel()
    assert "2 times in a row" in caplog.text
