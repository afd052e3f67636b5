from datetime import timedelta

import pytest

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from tests.factories import NOW, add_phase, cast_ballot, make_contest, make_voter
from voting.actions.rescheduling import close_early, extend
from voting.actions.sealing import seal
from voting.models import ClosingChange, PendingCast, SealedCast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)


@pytest.fixture
def contest():
    round, district = make_contest(opens=-2, days=5)
    add_phase(round, PhaseKind.CHALLENGING, opens=3, days=14)
    return Round.objects.get(), district


def dates(kind):
    phase = Round.objects.get().phases.get(kind=kind.value)
    return phase.opens_at, phase.closes_at


def refusal(act, **given):
    with pytest.raises(Refused) as caught:
        act(actor=None, now=NOW, **given)
    return caught.value.kind, caught.value.reasons[0].code


def test_an_extended_vote_closes_later_and_what_follows_moves(contest):
    round, _ = contest
    manifest = round.manifest_hash
    made = extend(actor=None, now=NOW, round=round, closes_at=LATER, reason="The site was down.")
    assert made.is_later
    assert dates(PhaseKind.VOTING)[1] == LATER
    assert dates(PhaseKind.CHALLENGING) == (LATER, LATER + timedelta(days=14))
    assert Round.objects.get().manifest_hash == manifest
    entry = AuditEntry.objects.get(verb="extend")
    assert (entry.reason, bool(entry.before), bool(entry.after)) == ("The site was down.", True, True)


def test_a_vote_is_extended_to_a_later_moment_only(contest):
    assert refusal(extend, round=contest[0], closes_at=NOW) == (Kind.CONFLICT, "not_later")


def test_a_vote_that_is_over_stays_over(contest):
    round, _ = contest
    round.phases.filter(kind="voting").update(closes_at=NOW - timedelta(minutes=1))
    assert refusal(extend, round=round, closes_at=LATER) == (Kind.CONFLICT, "not_now")
    assert refusal(close_early, round=round) == (Kind.CONFLICT, "not_now")
    assert not ClosingChange.objects.exists()


def test_a_vote_that_is_not_frozen_has_no_closing_to_change():
    round, _ = make_contest(frozen=False)
    assert refusal(extend, round=round, closes_at=LATER + timedelta(days=30)) == (Kind.CONFLICT, "not_now")
    round.phases.all().delete()
    assert refusal(close_early, round=round) == (Kind.CONFLICT, "not_now")


def test_closed_early_means_at_once(contest):
    round, district = contest
    voter = make_voter(round, district)
    made = close_early(actor=None, now=NOW, round=round, reason="A gas leak at the polling place.")
    assert not made.is_later
    assert dates(PhaseKind.CHALLENGING)[0] == dates(PhaseKind.VOTING)[1] == made.new_closes_at
    assert AuditEntry.objects.get(verb="close_early").reason
    with pytest.raises(Refused) as caught:
        cast_ballot(voter, round, district, ["P01"])  # the round as it was read before
    assert caught.value.kind == Kind.CLOSED


def test_a_sealer_that_read_the_round_before_it_was_extended_mixes_on(contest, monkeypatch):
    round, district = contest
    cast_ballot(make_voter(round, district), round, district, ["P01"])
    late = NOW + timedelta(days=4)
    seen = Round.is_closed
    calls = []

    def is_closed(self, now):
        """The first look is at the dates of before."""
        calls.append(self)
        return True if len(calls) == 1 else seen(self, now)

    extend(actor=None, now=NOW, round=round, closes_at=LATER)
    monkeypatch.setattr(Round, "is_closed", is_closed)
    seal(now=late)
    assert (PendingCast.objects.count(), SealedCast.objects.count()) == (1, 0)
