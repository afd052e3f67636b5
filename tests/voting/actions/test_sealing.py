import json
import random
from datetime import timedelta

import pytest

from tests.factories import NOW, cast_ballot, make_contest, make_district, make_voter
from voting.actions import sealing
from voting.actions.counts import recount
from voting.actions.log import enter
from voting.actions.sealing import seal
from voting.models import LogLeaf, PendingCast, Publication, SealedCast, Tally, WaitingLeaf
from voting.queries.log import acts
from voting.queries.tallies import standing
from voting.rules.log.leaves import leaf, moment

pytestmark = pytest.mark.django_db
CHOICES = [["P01"], ["P02"], ["P01", "P02"], ["P03"], []]


def voters(contest, count):
    return [make_voter(*contest) for _ in range(count)]


def cast_all(people, contest, prev=0):
    for number, voter in enumerate(people):
        cast_ballot(voter, *contest, CHOICES[(number + prev) % len(CHOICES)], prev=prev)


def sample():
    return random.Random(7).sample


def kinds():
    return [leaf.kind for leaf in LogLeaf.objects.order_by("index")]


def test_nothing_is_mixed_before_twenty_voters_wait():
    contest = make_contest()
    cast_all(voters(contest, 19), contest)
    assert seal(now=NOW, sample=sample()) == [contest[0]]
    assert kinds() == ["open", "roll", "audit"]
    assert seal(now=NOW, sample=sample()) == []
    assert standing(contest[0], NOW).cast == 19
    assert standing(contest[0], NOW).sealed == 0


def test_a_mix_holds_ten_back_and_stands_in_the_log_by_hash():
    contest = make_contest()
    cast_all(voters(contest, 25), contest)
    assert seal(now=NOW, sample=sample()) == [contest[0]]
    sealed = list(SealedCast.objects.order_by("position").values_list("position", "h"))
    assert [position for position, _ in sealed] == list(range(3, 18))
    assert [h for _, h in sealed] == sorted(h for _, h in sealed)
    assert kinds() == ["open", "roll", "audit"] + ["cast"] * 15 + ["tally"]
    casts = LogLeaf.objects.filter(kind="cast").order_by("index")
    assert [(leaf.index, json.loads(leaf.data)["h"]) for leaf in casts] == sealed
    assert PendingCast.objects.count() == 10


def test_the_tally_always_equals_a_recount():
    contest = make_contest()
    people = voters(contest, 30)
    cast_all(people, contest)
    seal(now=NOW, sample=sample())
    cast_all(people, contest, prev=1)
    while seal(now=NOW, sample=sample()):
        shown = Tally.objects.get()
        told = recount(round=contest[0], district=contest[1], now=NOW, size=shown.size)
        again = Tally.objects.get()
        assert (shown.counts, shown.ballots) == (again.counts, again.ballots)
        assert told == acts(contest[0], "tally")[-1]
        assert LogLeaf.objects.get(index=shown.size).kind == "tally"
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
    assert kinds() == ["open", "roll", "audit"] + ["cast"] * 24 + ["tally", "roll", "close"]
    assert acts(contest[0], "close") == [
        {
            "v": 1,
            "t": "close",
            "closes": moment(NOW),
            "casts": [{"district": contest[1].code, "casts": 24}],
        }
    ]
    assert seal(now=NOW) == []


def test_a_vote_without_ballots_ends_with_a_count_of_nothing():
    contest = make_contest()
    contest[0].phases.update(closes_at=NOW)
    seal(now=NOW)
    assert kinds() == ["open", "roll", "audit", "tally", "roll", "close"]
    assert acts(contest[0], "tally")[0]["ballots"] == 0


def test_each_day_tells_the_roll_where_it_has_changed_and_the_audit_trail():
    contest = make_contest()
    seal(now=NOW)
    seal(now=NOW + timedelta(days=1))
    assert kinds() == ["open", "roll", "audit", "audit"]
    make_voter(*contest)
    seal(now=NOW + timedelta(days=2))
    assert kinds() == ["open", "roll", "audit", "audit", "roll", "audit"]
    assert [leaf["total"] for leaf in acts(contest[0], "roll")] == [0, 1]


def test_what_officials_did_comes_before_the_mix_and_the_result_after_the_end():
    contest = make_contest()
    cast_all(voters(contest, 12), contest)
    seal(now=NOW)
    enter(round=contest[0], leaf=leaf("result", district=contest[1].code))
    enter(round=contest[0], leaf=leaf("amend", code="P01"))
    contest[0].phases.update(closes_at=NOW)
    seal(now=NOW)
    assert kinds()[3:] == ["amend"] + ["cast"] * 12 + ["tally", "roll", "close", "result"]
    assert not WaitingLeaf.objects.exists()


def test_a_vote_that_was_extended_meanwhile_is_not_ended(monkeypatch):
    contest = make_contest()
    contest[0].phases.update(closes_at=NOW)
    extend = lambda _name: contest[0].phases.update(closes_at=NOW + timedelta(days=1))  # noqa: E731
    monkeypatch.setattr(sealing, "lock", extend)
    seal(now=NOW)
    assert "close" not in kinds()


def test_nothing_is_added_to_a_frozen_log():
    contest = make_contest()
    seal(now=NOW)
    Publication.objects.update(is_frozen=True, reason="It differs.")
    cast_all(voters(contest, 25), contest)
    assert seal(now=NOW, sample=sample()) == []
    assert PendingCast.objects.count() == 25


@pytest.mark.parametrize("visibility", ["turnout_only", "hidden"])
def test_hidden_counts_stay_hidden_until_the_close(visibility):
    contest = make_contest(visibility=visibility)
    cast_all(voters(contest, 25), contest)
    seal(now=NOW, sample=sample())
    assert standing(contest[0], NOW).tally is None
    assert not Tally.objects.exists()
    assert standing(contest[0], NOW).cast == 25
    assert acts(contest[0], "turnout", "tally") == [
        {"v": 1, "t": "turnout", "district": contest[1].code, "ballots": 15}
    ]


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
        recount(round=contest[0], district=make_district(), now=NOW, size=0)
