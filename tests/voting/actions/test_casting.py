from dataclasses import replace
from datetime import timedelta
from unittest.mock import Mock
from uuid import uuid4

import pytest
from redis.exceptions import RedisError

from city.models import AuditEntry, Phase, Round
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from tests.factories import (
    NOW,
    cast_ballot,
    make_contest,
    make_district,
    make_envelope,
    make_proposal,
    make_user,
    make_voter,
)
from voting.actions import casting
from voting.actions.freezing import freeze
from voting.actions.publishing import publish
from voting.actions.sealing import seal
from voting.models import PendingCast, SealedCast
from voting.queries.log import keys_of, published
from voting.queries.signing import is_signed
from voting.rules.log.notes import open_note, promise_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest()


@pytest.fixture
def voter(contest):
    return make_voter(*contest)


def refusal(*args, **kwargs):
    with pytest.raises(Refused) as caught:
        cast_ballot(*args, **kwargs)
    return caught.value


def test_a_ballot_is_stored_and_its_receipt_names_it(contest, voter):
    receipt = cast_ballot(voter, *contest, ["P02", "P01"])
    row = PendingCast.objects.get()
    assert (row.h, row.seq) == (receipt.h, 1)
    assert receipt.ballot["choices"] == ["P01", "P02"]
    assert receipt.version == 1


def test_each_ballot_has_32_random_bytes_of_its_own(contest, voter):
    """Else whoever knows a slot could open it without the receipt."""
    for person in (voter, make_voter(*contest)):
        cast_ballot(person, *contest, ["P01"])
    first, second = PendingCast.objects.values_list("slot_nonce", flat=True)
    assert first != second
    assert len(bytes.fromhex(first)) == len(bytes.fromhex(second)) == 32


def test_a_vote_that_closes_while_a_ballot_is_on_its_way_takes_it_no_more(contest, voter):
    """The round as it was read has hours left; what counts is what the database says under the lock."""
    assert contest[0].permits(Verb.CAST, NOW)
    Phase.objects.filter(round=contest[0]).update(closes_at=NOW - timedelta(seconds=1))
    assert refusal(voter, *contest, ["P01"]).kind == Kind.CLOSED
    assert not PendingCast.objects.exists()


def test_nothing_about_the_voter_or_the_time_stands_beside_a_ballot(contest, voter):
    entries = AuditEntry.objects.count()
    cast_ballot(voter, *contest, ["P01"])
    names = {field.name for field in PendingCast._meta.get_fields()}
    assert names == {
        "h", "round", "district", "cast_id", "slot", "seq", "slot_nonce", "nonce", "ballot", "ballot_hash", "station",
    }  # fmt: skip
    assert AuditEntry.objects.count() == entries


def test_the_same_request_again_gives_the_same_receipt(contest, voter):
    cast_id = uuid4()
    first = cast_ballot(voter, *contest, ["P01"], cast_id=cast_id)
    again = cast_ballot(voter, *contest, ["P01"], cast_id=cast_id)
    assert again == first
    assert PendingCast.objects.count() == 1


def test_the_promise_stays_the_same_byte_for_byte_while_the_log_grows(contest, voter):
    cast_id = uuid4()
    first = cast_ballot(voter, *contest, ["P01"], cast_id=cast_id)
    seal(now=NOW)
    publish(round=contest[0])
    again = cast_ballot(voter, *contest, ["P01"], cast_id=cast_id)
    assert (first.checkpoint, again.checkpoint) == ("", published(contest[0]).note)
    assert replace(again, checkpoint="") == first
    key = keys_of(contest[0], "receipt")[0]
    rh, mmd = contest[0].manifest_hash, contest[0].mmd_minutes
    assert open_note(first.promise, key, is_signed) == promise_text(rh, first.h, mmd)


def test_a_round_frozen_before_receipts_were_signed_promises_nothing(contest, voter):
    round = contest[0]
    round.manifest = {name: value for name, value in round.manifest.items() if name != "log"}
    assert cast_ballot(voter, *contest, ["P01"]).promise == ""


def test_the_same_request_gives_its_receipt_also_after_the_close(contest, voter):
    cast_id = uuid4()
    first = cast_ballot(voter, *contest, ["P01"], cast_id=cast_id)
    contest[0].phases.update(closes_at=NOW - timedelta(hours=1))
    late = Round.objects.get(pk=contest[0].pk)
    assert cast_ballot(voter, late, contest[1], ["P01"], cast_id=cast_id) == first


def test_the_same_request_sent_twice_at_once_gives_one_receipt(contest, voter, monkeypatch):
    cast_id = uuid4()
    first = cast_ballot(voter, *contest, ["P01"], cast_id=cast_id)
    monkeypatch.setattr(casting, "_check_state", lambda *_: None)  # as if neither had seen the other
    assert cast_ballot(voter, *contest, ["P01"], cast_id=cast_id) == first
    assert PendingCast.objects.count() == 1


def test_a_request_number_of_somebody_else_is_refused(contest, voter):
    cast_id = uuid4()
    cast_ballot(voter, *contest, ["P01"], cast_id=cast_id)
    assert refusal(make_voter(*contest), *contest, ["P01"], cast_id=cast_id).reasons[0].code == "cast_id_taken"
    [waiting] = PendingCast.objects.values()
    SealedCast.objects.create(**waiting, position=0)
    PendingCast.objects.all().delete()
    assert refusal(make_voter(*contest), *contest, ["P01"], cast_id=cast_id).reasons[0].code == "cast_id_taken"


def test_a_ballot_may_be_changed_by_who_has_seen_the_one_that_is_in(contest, voter):
    cast_ballot(voter, *contest, ["P01"])
    assert cast_ballot(voter, *contest, ["P02"], prev=1).version == 2
    refused = refusal(voter, *contest, ["P03"], prev=1)
    assert (refused.kind, refused.reasons[0].code) == (Kind.CONFLICT, "overtaken")
    assert refused.reasons[0].values == {"current": 2}


def test_at_most_five_changes_an_hour(contest, voter):
    for prev in range(6):
        cast_ballot(voter, *contest, ["P01"], prev=prev)
    assert refusal(voter, *contest, ["P01"], prev=6).kind == Kind.TOO_MANY


def test_who_is_not_on_the_roll_cannot_vote(contest):
    assert refusal(make_user(), *contest, ["P01"]).reasons[0].code == "not_on_roll"


def test_only_the_own_district(contest, voter):
    round, _ = contest
    refused = refusal(voter, round, make_district("elsewhere"), ["P01"])
    assert refused.reasons[0].code == "no_such_contest"


def test_a_knapsack_over_the_purse_says_by_how_much(voter):
    contest = make_contest(ballot_kind="knapsack")
    refused = refusal(make_voter(*contest), *contest, ["P01", "P02", "P03"])
    assert refused.kind == Kind.INVALID
    assert "Over by €5,000" in refused.reasons[0].message


@pytest.mark.parametrize("nonce", ["", "11", "zz" * 32, "11" * 33, "AB" * 32])
def test_a_nonce_is_32_bytes_in_hexadecimal(contest, voter, nonce):
    assert refusal(voter, *contest, ["P01"], nonce=nonce).reasons[0].code == "bad_nonce"


def test_a_closed_round_takes_no_ballot():
    contest = make_contest(frozen=True, opens=-2, days=5)
    voter = make_voter(*contest)
    contest[0].phases.update(closes_at=NOW)
    contest[0].__dict__.pop("stretches", None)
    assert refusal(voter, *contest, ["P01"]).kind == Kind.CLOSED


def test_a_round_that_has_not_opened_takes_no_ballot():
    contest = make_contest(opens=1)
    assert refusal(make_voter(*contest), *contest, ["P01"]).reasons[0].code == "not_open"


def test_a_resident_of_another_district_is_told_where_they_vote(contest):
    round, district = contest
    elsewhere = make_district("old-harbour")
    refused = refusal(make_voter(round, elsewhere), round, district, ["P01"])
    assert refused.reasons[0].code == "not_your_district"
    assert "Old Harbour" in refused.reasons[0].message


def test_voting_in_any_districts_stops_at_the_limit():
    round, first = make_contest(frozen=False, may_vote_in="any", may_vote_in_count=1)
    second = make_district()
    make_envelope(round, second)
    make_proposal(round, second, cost_minor=100)
    freeze(actor=None, now=NOW, round=round)
    voter = make_voter(round, make_district())
    cast_ballot(voter, round, first, ["P01"])
    assert refusal(voter, round, second, ["P01"]).reasons[0].code == "too_many_districts"
    assert cast_ballot(voter, round, first, ["P02"], prev=1).version == 2


def test_without_its_cache_the_platform_still_takes_changes(contest, voter, monkeypatch):
    monkeypatch.setattr(casting, "cache", Mock(add=Mock(side_effect=RedisError)))
    cast_ballot(voter, *contest, ["P01"])
    assert cast_ballot(voter, *contest, ["P02"], prev=1).version == 2


def test_the_deadline_is_read_from_the_clock_of_the_database(contest, voter, monkeypatch):
    monkeypatch.setattr(casting, "lock_then_now", lambda **_locks: contest[0].stretches[0].closes_at)
    assert refusal(voter, *contest, ["P01"]).kind == Kind.CLOSED
    assert not PendingCast.objects.exists()


def test_a_second_ballot_by_a_race_is_refused_by_the_database(contest, voter, monkeypatch):
    cast_ballot(voter, *contest, ["P01"])
    monkeypatch.setattr(casting, "_check_state", lambda *_args: None)
    assert refusal(voter, *contest, ["P02"]).reasons[0].code == "overtaken"
    assert PendingCast.objects.count() == 1
