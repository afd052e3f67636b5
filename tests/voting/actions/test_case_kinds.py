"""Every kind of case a vote has, from one person who asks to another who approves."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from city.actions.cases import approve, open_case
from city.actions.kinds import kind_of, kinds
from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Kind, Refused
from city.rules.roles import TWO_PERSON, Role
from proposals.models import Proposal
from tests.factories import NOW, add_phase, cast_ballot, decide, make_contest, make_official, make_voter
from tests.voting.boxes import make_station
from voting.actions.keys import make_key
from voting.actions.sealing import seal
from voting.models import (
    Amendment,
    Cancellation,
    ClosingChange,
    KeyDestruction,
    PendingCast,
    StationClosing,
    VoidedCast,
    Withdrawal,
)

pytestmark = pytest.mark.django_db
OF_VOTES = sorted(TWO_PERSON - {Verb.GRANT, Verb.REVOKE, Verb.RESET_FACTOR, Verb.REALLOCATE})


def over(round, days=13):
    round.phases.filter(kind=PhaseKind.VOTING.value).update(closes_at=NOW - timedelta(days=15))
    round.phases.filter(kind=PhaseKind.VOTING.value).update(opens_at=NOW - timedelta(days=30))
    add_phase(round, PhaseKind.CHALLENGING, opens=-14, days=days)


def ready(verb):
    """A round in the state for the act, what it is about, the arguments, and how to tell that it is done."""
    round, district = make_contest(slug="spring", frozen=verb is not Verb.FREEZE, opens=-20, days=30)
    made = SimpleNamespace(round=round, subject=round, arguments={}, change=lambda: over(round))
    STATES[verb](made, round, district)
    made.round = Round.objects.get()
    made.verb = verb
    return made


def certified():
    Round.objects.update(certified_at=NOW)


def to_freeze(made, _round, _district):
    made.is_done = lambda: Round.objects.get().frozen_at is not None
    made.change = lambda: Proposal.objects.all().delete()


def to_extend(made, _round, _district):
    made.arguments = {"closes_at": (NOW + timedelta(days=20)).isoformat()}
    made.is_done = ClosingChange.objects.exists


def to_close_early(made, _round, _district):
    made.is_done = ClosingChange.objects.exists


def to_amend(made, _round, _district):
    made.subject = Proposal.objects.get(code="P01")
    made.arguments = {"proposal": made.subject.pk, "code": "P01", "old_cost_minor": 4_000_00}
    made.arguments |= {"title": "A new name", "old_title": made.subject.title, "cost_minor": 4_500_00}
    made.is_done = Amendment.objects.exists


def to_withdraw(made, _round, _district):
    made.subject = Proposal.objects.get(code="P01")
    made.arguments = {"proposal": made.subject.pk, "code": "P01", "title": made.subject.title}
    made.is_done = Withdrawal.objects.exists


def to_void(made, round, district):
    cast_ballot(make_voter(round, district), round, district, ["P01"])
    made.subject = PendingCast.objects.get()
    made.arguments = {"h": made.subject.h}
    made.is_done = VoidedCast.objects.exists
    made.change = certified


def to_close_a_station(made, round, district):
    made.subject = make_station(round, district)
    over(round, days=15)
    made.arguments = {"station": made.subject.pk, "district": district.code, "papers": 0}
    made.arguments |= {"sheet": "5e" * 32, "difference": ""}
    made.is_done = StationClosing.objects.exists
    made.change = certified


def to_certify(made, round, district):
    decide(round, district, ["P01"])
    over(round)
    made.is_done = lambda: Round.objects.get().certified_at is not None
    made.change = lambda: round.phases.all().delete()


def to_cancel(made, _round, _district):
    made.is_done = Cancellation.objects.exists
    made.change = certified


def to_destroy_the_key(made, round, _district):
    make_key(round)
    round.phases.update(closes_at=NOW - timedelta(days=1))
    certified()
    made.is_done = KeyDestruction.objects.exists
    made.change = lambda: Round.objects.update(certified_at=None)


STATES = {
    Verb.FREEZE: to_freeze,
    Verb.EXTEND: to_extend,
    Verb.CLOSE_EARLY: to_close_early,
    Verb.AMEND: to_amend,
    Verb.WITHDRAW_LISTED: to_withdraw,
    Verb.VOID: to_void,
    Verb.CLOSE_STATION: to_close_a_station,
    Verb.CERTIFY: to_certify,
    Verb.CANCEL: to_cancel,
    Verb.DESTROY_KEY: to_destroy_the_key,
}


def ask(made, actor):
    return open_case(
        actor=actor,
        now=NOW,
        verb=made.verb,
        round=Round.objects.get(),
        subject=made.subject,
        arguments=made.arguments,
        reason="It has to be.",
    )


def refusal(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.kind


def test_every_act_of_two_people_has_its_kind():
    assert kinds().keys() == TWO_PERSON


@pytest.mark.parametrize("verb", OF_VOTES)
def test_one_person_makes_it_wait_and_two_do_it(verb, election_officer):
    made, second = ready(verb), make_official(Role.ELECTION_OFFICER)
    case = ask(made, election_officer)
    assert not made.is_done()
    assert refusal(lambda: approve(actor=election_officer, now=NOW, case=case)) == Kind.FORBIDDEN
    assert not made.is_done()
    approve(actor=second, now=NOW, case=case)
    assert made.is_done()
    entry = AuditEntry.objects.get(verb=verb.value)
    assert (entry.actor, entry.approver, entry.reason) == (election_officer, second, "It has to be.")
    assert entry.after


@pytest.mark.parametrize("verb", OF_VOTES)
def test_what_changed_since_keeps_it_from_being_done(verb, election_officer):
    made, second = ready(verb), make_official(Role.ELECTION_OFFICER)
    case = ask(made, election_officer)
    made.change()
    assert refusal(lambda: approve(actor=second, now=NOW, case=case)) == Kind.CONFLICT
    assert not made.is_done()


@pytest.mark.parametrize("verb", OF_VOTES)
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.AUDITOR, Role.REGISTRAR])
def test_another_office_neither_asks_nor_approves(verb, role, election_officer):
    made, other = ready(verb), make_official(role)
    assert refusal(lambda: ask(made, other)) == Kind.FORBIDDEN
    case = ask(made, election_officer)
    assert refusal(lambda: approve(actor=other, now=NOW, case=case)) == Kind.FORBIDDEN


@pytest.mark.parametrize("verb", OF_VOTES)
def test_a_sentence_says_what_it_would_do(verb, election_officer):
    made = ready(verb)
    case = ask(made, election_officer)
    told = kind_of(case).told(case)
    assert told.endswith(".")
    assert "%(" not in told
    assert verb in {Verb.AMEND, Verb.WITHDRAW_LISTED} or made.round.title in told


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": "Old", "cost_minor": 5_00}, "“Old” (P01) costs €5 on the ballot instead of €4."),
        ({"title": "New", "cost_minor": 4_00}, "“Old” (P01) is called “New” on the ballot."),
        ({"title": "New", "cost_minor": 5_00}, "“Old” (P01) is called “New” on the ballot and costs €5 instead of €4."),
    ],
)
def test_an_amendment_is_told_by_what_it_changes(changed, says, election_officer):
    made = ready(Verb.AMEND)
    case = ask(made, election_officer)
    case.arguments = {**case.arguments, "old_title": "Old", "old_cost_minor": 4_00, **changed}
    assert kind_of(case).told(case) == says


def test_a_voided_ballot_is_found_after_it_moved_into_the_count(election_officer):
    made, second = ready(Verb.VOID), make_official(Role.ELECTION_OFFICER)
    case = ask(made, election_officer)
    over(made.round, days=15)
    seal(now=NOW)
    approve(actor=second, now=NOW, case=case)
    assert VoidedCast.objects.get().h == made.subject.h
    assert VoidedCast.objects.get().case == case
