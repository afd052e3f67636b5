from datetime import timedelta

import pytest

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from tests.factories import NOW, add_phase, cast_ballot, make_contest, make_voter
from voting.actions.sealing import seal
from voting.actions.voiding import void
from voting.models import PendingCast, SealedCast, Tally, VoidedCast
from voting.queries.changes import find_cast, last_void
from voting.queries.log import acts
from voting.rules.log.leaves import leaf, moment
from voting.rules.slots import short_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest()


def vote(contest, count, codes=("P01",)):
    voters = [make_voter(*contest) for _ in range(count)]
    return [(voter, cast_ballot(voter, *contest, list(codes))) for voter in voters]


def first_ten(items, count):
    return items[:count]


def close(round):
    round.phases.update(closes_at=NOW - timedelta(hours=1))
    add_phase(round, PhaseKind.CHALLENGING, opens=-0.01, days=14)
    return Round.objects.get()


def counts():
    tally = Tally.objects.get()
    return tally.ballots, tally.counts["P01"]


def test_after_the_close_it_leaves_the_count_with_the_next_sealing(contest):
    receipts = vote(contest, 5)
    round = close(contest[0])
    seal(now=NOW)
    assert counts() == (5, 5)
    cast = find_cast(round, short_code(receipts[0][1].h))
    void(actor=None, now=NOW, cast=cast, reason="Not cast by its voter.", case=12)
    seal(now=NOW)
    assert counts() == (4, 4)
    told = {"reason": "Not cast by its voter.", "at": moment(NOW), "case": 12}
    assert acts(round, "void") == [leaf("void", district=contest[1].code, h=cast.h, **told)]
    assert acts(round, "tally")[-1]["ballots"] == 4
    assert VoidedCast.objects.get().reason == "Not cast by its voter."
    entry = AuditEntry.objects.get(verb="void")
    assert (entry.subject_key, entry.reason) == (cast.h, "Not cast by its voter.")


def test_while_people_vote_it_leaves_the_count_with_the_next_mix_only(contest):
    vote(contest, 20)
    seal(now=NOW, sample=first_ten)
    assert counts() == (10, 10)
    void(actor=None, now=NOW, cast=SealedCast.objects.first(), reason="Not theirs.")
    assert counts() == (10, 10)
    vote(contest, 10, ["P02"])
    seal(now=NOW, sample=first_ten)
    assert Tally.objects.get().ballots == 19
    vote(contest, 10, ["P02"])
    seal(now=NOW, sample=first_ten)
    assert Tally.objects.get().ballots == 29


def test_what_is_voided_while_it_waits_never_counts(contest):
    receipts = vote(contest, 20)
    void(actor=None, now=NOW, cast=find_cast(contest[0], receipts[3][1].h))
    close(contest[0])
    seal(now=NOW)
    assert counts() == (19, 19)
    assert SealedCast.objects.count() == 20


def test_its_voter_may_vote_anew_and_what_it_replaced_stays_replaced(contest):
    voter, first = vote(contest, 1)[0]
    second = cast_ballot(voter, *contest, ["P02"], prev=1)
    void(actor=None, now=NOW, cast=find_cast(contest[0], second.h))
    slot = PendingCast.objects.get(h=first.h).slot
    assert last_void(slot).h == second.h
    cast_ballot(voter, *contest, ["P01"], prev=2)
    assert last_void(slot) is None
    others = vote(contest, 19, ["P03"])
    seal(now=NOW, sample=lambda items, count: [item for item in items if item != slot][:count])
    assert Tally.objects.get().counts["P02"] == 0
    close(contest[0])
    seal(now=NOW)
    assert counts() == (len(others) + 1, 1)


def test_a_replacement_of_a_voided_ballot_in_the_count_takes_nothing_out_twice(contest):
    pairs = vote(contest, 20)
    seal(now=NOW, sample=first_ten)
    sealed = SealedCast.objects.first()
    voter = next(voter for voter, receipt in pairs if receipt.h == sealed.h)
    void(actor=None, now=NOW, cast=sealed)
    vote(contest, 10)
    seal(now=NOW, sample=lambda items, count: items[:count])
    before = Tally.objects.get().ballots
    cast_ballot(voter, *contest, ["P02"], prev=1)
    vote(contest, 20)
    waiting = PendingCast.objects.count()
    seal(now=NOW, sample=lambda items, count: [item for item in items if item != sealed.slot][:count])
    moved = waiting - PendingCast.objects.count()
    assert Tally.objects.get().ballots == before + moved
    assert Tally.objects.get().counts["P02"] == 1


def test_once_is_enough_and_not_after_certification(contest):
    receipt = vote(contest, 1)[0][1]
    cast = find_cast(contest[0], receipt.h)
    void(actor=None, now=NOW, cast=cast)
    for code in ("voided", "not_now"):
        with pytest.raises(Refused) as caught:
            void(actor=None, now=NOW, cast=cast)
        assert (caught.value.kind, caught.value.reasons[0].code) == (Kind.CONFLICT, code)
        Round.objects.update(certified_at=NOW)


def test_a_code_that_is_none_finds_nothing(contest):
    vote(contest, 1)
    assert find_cast(contest[0], "0000-0000-0000-0000") is None
    assert find_cast(contest[0], "what?") is None
    assert last_void("00" * 32) is None
