"""Invented residents who go on voting."""

from collections import deque
from datetime import timedelta
from random import Random
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from city.rules.refusal import Kind
from demo import simulation
from demo.management.commands import simulate
from demo.people import VISITORS
from demo.simulation import gather, moments, step
from tests.factories import NOW, make_contest, make_voter
from voting.models import PendingCast
from voting.queries.roll import entry_of, slot, version


@pytest.fixture
def place(db):
    """A contest with three invented voters, a visitor's log-in and a real resident."""
    round, district = make_contest(ballot_kind="knapsack")
    for email in [*(f"invented{number}@marenholt.example" for number in range(3)), VISITORS[0].email]:
        make_voter(round, district, email)
    make_voter(round, district, "real@example.org")
    return round


def versions(crowd):
    return sorted(
        version(slot(entry_of(voter.user, voter.round), voter.round, voter.where.district))
        for voter in [*crowd.fresh, *crowd.voted]
    )


def test_only_the_invented_vote_and_no_visitors(place):
    crowd = gather(NOW, Random(1))
    assert sorted(voter.user.email for voter in crowd.fresh) == [f"invented{n}@marenholt.example" for n in range(3)]


def test_everybody_casts_once_before_anybody_casts_anew(place):
    crowd = gather(NOW, Random(1))
    assert [step(crowd, NOW) for _ in range(3)] == [None] * 3
    assert versions(crowd) == [1, 1, 1]
    assert [step(crowd, NOW) for _ in range(2)] == [None] * 2
    assert versions(crowd) == [1, 2, 2]
    assert PendingCast.objects.count() == 5


def test_who_has_voted_before_waits_for_the_second_turn(place):
    step(gather(NOW, Random(1)), NOW)
    crowd = gather(NOW, Random(2))
    assert [step(crowd, NOW) for _ in range(2)] == [None] * 2
    assert versions(crowd) == [1, 1, 1]


def test_a_vote_that_is_over_refuses(place):
    crowd = gather(NOW, Random(1))
    place.phases.update(closes_at=NOW - timedelta(seconds=1))  # the clock of the database decides
    assert step(crowd, NOW).kind is Kind.CLOSED
    assert not gather(NOW, Random(1)).fresh


def test_moments_come_at_the_rate_asked_for_and_lateness_is_not_made_up(monkeypatch):
    clock = [100.0]

    class Patience(Event):
        def wait(self, timeout):
            clock[0] += timeout
            return clock[0] > 200

    monkeypatch.setattr(simulation, "monotonic", lambda: clock[0])
    assert 450 < sum(1 for _ in moments(Patience(), 5.0, Random(1))) < 550
    clock[0] = 100.0
    late = moments(Patience(), 5.0, Random(1))
    next(late)
    clock[0] += 60
    before = clock[0]
    caught_up = 0
    while clock[0] <= before:
        next(late)
        caught_up += 1
    assert caught_up < 20


@pytest.fixture
def _signals_stay(monkeypatch):
    monkeypatch.setattr(simulate.signal, "signal", lambda *_: None)


@pytest.mark.usefixtures("_signals_stay")
def test_the_command_casts_as_many_as_it_is_told(place, capsys):
    call_command("simulate", votes_per_second=1000, ballots=4)
    assert PendingCast.objects.count() == 4
    assert "4 ballots were cast" in capsys.readouterr().out


@pytest.mark.usefixtures("_signals_stay")
def test_the_command_outlives_a_locked_database(place, capsys, monkeypatch):
    real_step, answers = step, deque([OperationalError("database is locked")])

    def locked_once(crowd, now):
        if answers:
            raise answers.popleft()
        return real_step(crowd, now)

    monkeypatch.setattr(simulate, "step", locked_once)
    monkeypatch.setattr(simulate, "close_old_connections", lambda: None)
    monkeypatch.setattr(simulate, "PAUSE", 0)
    call_command("simulate", votes_per_second=1000, ballots=2)
    assert PendingCast.objects.count() == 2
    assert "database is locked" in capsys.readouterr().err


@pytest.mark.usefixtures("_signals_stay")
def test_the_command_ends_when_the_vote_does(place, capsys, monkeypatch):
    def step_too_late(crowd, now):
        place.phases.update(closes_at=NOW - timedelta(seconds=1))
        return step(crowd, now)

    monkeypatch.setattr(simulate, "step", step_too_late)
    call_command("simulate", votes_per_second=1000)
    assert "0 ballots were cast" in capsys.readouterr().out


@pytest.mark.usefixtures("_signals_stay")
def test_without_a_vote_there_is_nothing_to_simulate(db, capsys):
    call_command("simulate")
    assert "No round is voting" in capsys.readouterr().out


def test_a_rate_of_nothing_is_refused():
    with pytest.raises(CommandError, match="more than 0"):
        call_command("simulate", votes_per_second=0)
