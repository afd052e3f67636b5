import random

import pytest

from tests.factories import NOW, cast_ballot, make_contest, make_district, make_voter
from voting.actions import sealing
from voting.actions.counts import recount
from voting.actions.sealing import seal
from voting.models import PendingCast, SealedCast, Tally
from voting.queries.tallies import standing

pytestmark = pytest.mark.django_db
CHOICES = [["P01"], ["P02"], ["P01", "P02"], ["P03"], []]


def voters(contest, count):
    return [make_voter(*contest) for _ in range(count)]


def cast_all(people, contest, prev=0):
    for number, voter in enumerate(people):
        cast_ballot(voter, *contest, CHOICES[(number + prev) % len(CHOICES)], prev=prev)


def sample():
    return random.Random(7).sample


def test_nothing_is_mixed_before_twenty_voters_wait():
    contest = make_contest()
    cast_all(voters(contest, 19), contest)
    assert seal(now=NOW, sample=sample()) == []
    assert standing(contest[0], NOW).cast == 19
    assert standing(contest[0], NOW).sealed == 0


def test_a_mix_holds_ten_back_and_stands_in_the_log_by_hash():
    contest = make_contest()
    cast_all(voters(contest, 25), contest)
    assert seal(now=NOW, sample=sample()) == [contest[0]]
    sealed = list(SealedCast.objects.order_by("position").values_list("position", "h"))
    assert [position for position, _ in sealed] == list(range(15))
    assert [h for _, h in sealed] == sorted(h for _, h in sealed)
    assert PendingCast.objects.count() == 10


def test_the_tally_always_equals_a_recount():
    contest = make_contest()
    people = voters(contest, 30)
    cast_all(people, contest)
    seal(now=NOW, sample=sample())
    cast_all(people, contest, prev=1)
    while seal(now=NOW, sample=sample()):
        shown = Tally.objects.get()
        recount(round=contest[0], district=contest[1], now=NOW)
        again = Tally.objects.get()
        assert (shown.counts, shown.ballots, shown.size) == (again.counts, again.ballots, again.size)
    assert SealedCast.objects.filter(seq=2).exists()


def test_after_the_close_everything_is_in_the_count():
    contest = make_contest()
    people = voters(contest, 12)
    cast_all(people, contest)
    cast_all(people, contest, prev=1)
    contest[0].phases.update(closes_at=NOW)
    seal(now=NOW)
    assert not PendingCast.objects.exists()
    assert Tally.objects.get().ballots == 12
    assert seal(now=NOW) == []


@pytest.mark.parametrize("visibility", ["turnout_only", "hidden"])
def test_hidden_counts_stay_hidden_until_the_close(visibility):
    contest = make_contest(visibility=visibility)
    cast_all(voters(contest, 25), contest)
    seal(now=NOW, sample=sample())
    assert standing(contest[0], NOW).tally is None
    assert not Tally.objects.exists()
    assert standing(contest[0], NOW).cast == 25


def test_daily_counts_move_once_a_day():
    contest = make_contest(visibility="daily")
    cast_all(voters(contest, 25), contest)
    seal(now=NOW, sample=sample())
    first = Tally.objects.get()
    cast_all(voters(contest, 25), contest)
    assert seal(now=NOW, sample=sample())
    assert Tally.objects.get().ballots == first.ballots


def test_a_second_sealer_stands_by(monkeypatch):
    contest = make_contest()
    cast_all(voters(contest, 25), contest)
    monkeypatch.setattr(sealing, "is_locked_by_us", lambda _name: False)
    assert seal(now=NOW, sample=sample()) == []
    assert not SealedCast.objects.exists()


def test_ballots_without_a_contest_are_an_error():
    contest = make_contest()
    with pytest.raises(RuntimeError):
        recount(round=contest[0], district=make_district(), now=NOW)
