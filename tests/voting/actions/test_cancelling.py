from datetime import timedelta

import pytest

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, cast_ballot, make_contest, make_official, make_round, make_voter
from voting.actions.cancelling import cancel
from voting.actions.sealing import seal
from voting.models import Cancellation, ClosingChange, SealedCast
from voting.queries.endings import is_archived

pytestmark = pytest.mark.django_db


def called_off(round, **given):
    return cancel(**{"actor": None, "now": NOW, "round": round, "reason": "The printer failed."} | given)


def refusal(round, **given):
    with pytest.raises(Refused) as caught:
        called_off(round, **given)
    return caught.value.kind, caught.value.reasons[0].code


def test_a_vote_that_is_open_closes_and_nobody_casts_any_more(election_officer):
    round, district = make_contest()
    voter = make_voter(round, district)
    cast_ballot(voter, round, district, ["P01"])
    second = make_official(Role.ELECTION_OFFICER)
    made = called_off(round, actor=election_officer, approver=second)
    round = Round.objects.get()
    assert (round.cancelled_at, made.reason) == (NOW, "The printer failed.")
    assert ClosingChange.objects.get().reason == "The printer failed."
    assert not any(round.permits(verb, NOW) for verb in (Verb.CAST, Verb.VOID, Verb.COUNT, Verb.COMPLAIN))
    with pytest.raises(Refused):
        cast_ballot(voter, round, district, ["P02"], prev=1)
    seal(now=NOW + timedelta(days=1))
    assert SealedCast.objects.count() == 1
    entry = AuditEntry.objects.get(verb="cancel")
    assert (entry.actor, entry.approver, entry.reason) == (election_officer, second, "The printer failed.")
    assert is_archived(round, NOW)


def test_before_the_freeze_nothing_has_to_be_closed():
    round = make_round(phase=PhaseKind.PROPOSING)
    called_off(round)
    assert not ClosingChange.objects.exists()
    assert not Round.objects.get().permits(Verb.SUBMIT, NOW)


def test_once_and_not_after_certification(election_officer):
    round = make_round()
    called_off(round)
    assert refusal(round) == (Kind.CONFLICT, "cancelled")
    for fields in ({"certified_at": NOW}, {"is_imported": True}):
        assert refusal(make_round(**fields)) == (Kind.CONFLICT, "not_now")
    assert refusal(make_round(), actor=election_officer) == (Kind.FORBIDDEN, "takes_two")
    assert Cancellation.objects.count() == 1


def test_what_is_certified_is_archived_once_its_last_day_is_over():
    round = make_round(phase=PhaseKind.DELIVERING, opens=-10, days=20)
    assert not is_archived(round, NOW)
    round.certified_at = NOW
    assert not is_archived(round, NOW)
    assert is_archived(round, NOW + timedelta(days=11))
