"""What became of a cast: every state, and what is told of it only once it is public."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_voter
from tests.voting.receipts import close, make_vote, open_again, seal_and_publish, vote
from voting.actions.publishing import freeze_publication
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import PendingCast, SealedCast
from voting.queries.changes import find_cast
from voting.queries.traces import look_up
from voting.rules.receipts import State
from voting.rules.slots import short_code

pytestmark = pytest.mark.django_db
UNKNOWN = "ab" * 32


def state(receipt, *, at=NOW):
    return look_up(receipt.h, at).state


def test_a_cast_that_waits_is_pending_until_the_promise_ends():
    round, _, (receipt,) = make_vote(1)
    assert state(receipt) == State.PENDING
    round = close(round, ago=timedelta(minutes=30))
    assert state(receipt) == State.PENDING
    assert look_up(receipt.h, NOW).due_at == NOW + timedelta(minutes=30)
    assert state(receipt, at=NOW + timedelta(minutes=31)) == State.MISSING


def test_what_is_sealed_and_not_published_is_still_pending():
    round, _, (receipt,) = make_vote(1)
    close(round, ago=timedelta(minutes=1))
    seal(now=NOW)
    assert SealedCast.objects.filter(h=receipt.h).exists()
    assert state(receipt) == State.PENDING
    seal_and_publish(round)
    assert state(receipt) == State.COUNTED


def test_a_short_code_finds_the_cast_and_its_place_in_the_log():
    round, _, receipts = make_vote(3)
    close(round)
    seal_and_publish(round)
    found = look_up(receipts[1].short_code.lower(), NOW)
    assert (found.h, found.district, found.round) == (receipts[1].h, "riverside", round)
    assert found.index == SealedCast.objects.get(h=receipts[1].h).position
    assert found.head.size > found.index
    assert found.short_code == receipts[1].short_code


def test_where_counts_are_hidden_a_cast_is_recorded_and_counted_after_the_close():
    round, _, receipts = make_vote(20, visibility="hidden")
    seal_and_publish(round)
    states = [state(receipt) for receipt in receipts]
    assert (states.count(State.RECORDED), states.count(State.PENDING)) == (10, 10)
    close(round)
    seal_and_publish(round)
    assert {state(receipt) for receipt in receipts} == {State.COUNTED}


def test_a_later_ballot_replaces_the_one_before_once_it_is_public():
    """A ballot that still waits shows nothing of the one before: who looked would see from whom it came."""
    round, district, _ = make_vote()
    voter = make_voter(round, district)
    first = vote(round, district, voter=voter)
    close(round)
    seal_and_publish(round)
    open_again(round)
    second = vote(round, district, ["P02"], voter=voter, prev=1)
    assert (state(first), state(second)) == (State.COUNTED, State.PENDING)
    seal(now=NOW)
    assert state(first) == State.COUNTED
    close(round)
    seal_and_publish(round)
    assert (state(first), state(second)) == (State.REPLACED, State.COUNTED)


def test_a_void_says_why():
    round, _, receipts = make_vote(2)
    close(round)
    seal_and_publish(round)
    void(actor=None, now=NOW, cast=find_cast(round, receipts[0].h), reason="Cast by somebody else.")
    assert state(receipts[0]) == State.COUNTED  # it is not public yet
    seal_and_publish(round)
    found = look_up(receipts[0].h, NOW)
    assert (found.state, found.void["reason"], found.is_of_a_desk) == (
        State.VOIDED,
        "Cast by somebody else.",
        False,
    )
    assert state(receipts[1]) == State.COUNTED


def test_a_void_for_a_vote_at_a_desk_says_so():
    round, _, (receipt,) = make_vote(1)
    close(round)
    seal_and_publish(round)
    void(actor=None, now=NOW, cast=find_cast(round, receipt.h), reason="desk")
    seal_and_publish(round)
    assert look_up(receipt.h, NOW).is_of_a_desk


def test_a_hash_that_a_round_does_not_know_is_missing_there():
    round, _, _ = make_vote()
    found = look_up(UNKNOWN, NOW, round.slug)
    assert (found.state, found.district, found.index) == (State.MISSING, "", None)


@pytest.mark.parametrize("code", ["", "nothing", short_code(UNKNOWN), UNKNOWN])
def test_a_code_that_leads_nowhere(code):
    make_vote(1)
    assert look_up(code, NOW) is None
    assert look_up(code, NOW, "no-such-round") is None
    assert look_up(short_code(UNKNOWN), NOW, "vote") is None


def test_a_cast_of_another_round_is_missing_in_this_one():
    round, _, (receipt,) = make_vote(1)
    assert look_up(receipt.h, NOW, round.slug).state == State.PENDING
    assert look_up(receipt.h, NOW, "another") is None


def test_a_code_that_leads_to_two_casts_leads_nowhere():
    _, _, (receipt,) = make_vote(1)
    row = PendingCast.objects.get()
    row.h, row.slot, row.cast_id = receipt.h[:20] + "0" * 44, "00" * 32, "11" * 16
    row.save(force_insert=True)
    assert look_up(receipt.short_code, NOW) is None
    assert look_up(receipt.h, NOW).h == receipt.h


def test_stopped_publishing_is_told():
    round, _, (receipt,) = make_vote(1)
    seal_and_publish(round)
    assert not look_up(receipt.h, NOW).is_frozen
    freeze_publication(now=NOW, round=round, reason="One ballot too many.")
    assert look_up(receipt.h, NOW).is_frozen


def test_looking_up_takes_the_same_few_queries_however_long_the_log_is(django_assert_max_num_queries):
    round, _, receipts = make_vote(25)
    close(round)
    seal_and_publish(round)
    with django_assert_max_num_queries(12):
        look_up(receipts[7].h, NOW)
