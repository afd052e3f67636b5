from datetime import timedelta
from hashlib import sha256

import pytest

from city.models import AuditEntry, Round
from city.rules.canonical import canonical, digest
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, add_phase, cast_ballot, decide, make_contest, make_official, make_round, make_voter
from voting.actions.certifying import certify
from voting.actions.complaining import answer, complain
from voting.models import Protocol, Tally
from voting.queries.complaints import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided():
    """A round whose vote is over and counted, and to which nobody can object any more."""
    round, district = make_contest()
    decide(round, district, ["P02", "P01"])
    move_past_challenge(round)
    return round, district


def move_past_challenge(round):
    round.phases.update(opens_at=NOW - timedelta(days=30), closes_at=NOW - timedelta(days=15))
    add_phase(round, PhaseKind.CHALLENGING, opens=-15, days=14)
    round.__dict__.pop("stretches", None)


def reasons(actor, round):
    with pytest.raises(Refused) as caught:
        certify(actor=actor, approver=make_official(Role.ELECTION_OFFICER), now=NOW, round=round)
    return caught.value.kind, [reason.code for reason in caught.value.reasons]


def test_a_counted_round_is_certified_and_the_audit_trail_says_so(decided, election_officer):
    second = make_official(Role.ELECTION_OFFICER)
    round = certify(actor=election_officer, approver=second, now=NOW, round=decided[0], reason="Nobody objected.")
    round.refresh_from_db()
    assert round.certified_at == NOW
    entry = AuditEntry.objects.order_by("-number").first()
    assert (entry.verb, entry.actor, entry.subject_kind) == ("certify", election_officer, "city.round")
    assert (entry.approver, entry.reason) == (second, "Nobody objected.")
    assert entry.after


def test_the_protocol_is_kept_and_the_record_holds_its_hash(decided):
    round = certify(actor=None, now=NOW, round=decided[0])
    made = Protocol.objects.get(round=round)
    assert bytes(made.file).startswith(b"%PDF")
    assert made.digest == sha256(bytes(made.file)).hexdigest()
    after = {"winners": {decided[1].code: ["P02", "P01"]}, "protocol": made.digest}
    assert AuditEntry.objects.last().after == digest(b"pbv1/state\n", canonical(after))


def test_not_while_people_may_object(election_officer):
    round, district = make_contest()
    decide(round, district, ["P01"])
    round.phases.update(closes_at=NOW - timedelta(days=1))
    add_phase(round, PhaseKind.CHALLENGING, opens=-1, days=14)
    round.__dict__.pop("stretches", None)
    assert reasons(election_officer, round) == (Kind.CONFLICT, ["open_to_challenge"])


def test_not_while_a_complaint_waits(election_officer):
    round, district = make_contest()
    complaint, _reference = complain(actor=None, now=NOW, round=round, words=Words("The box was open."))
    decide(round, district, ["P01"])
    move_past_challenge(round)
    assert reasons(election_officer, round) == (Kind.CONFLICT, ["unanswered"])
    answer(actor=election_officer, now=NOW, complaint=complaint, text="It was sealed.", is_upheld=False)
    assert certify(actor=None, now=NOW, round=round).certified_at == NOW


def test_not_where_a_round_was_held_elsewhere_or_cancelled(decided, election_officer):
    for field, value in (("is_imported", True), ("cancelled_at", NOW)):
        Round.objects.filter(pk=decided[0].pk).update(**{field: value})
        assert reasons(election_officer, decided[0]) == (Kind.CONFLICT, ["not_now"])
        Round.objects.filter(pk=decided[0].pk).update(is_imported=False, cancelled_at=None)


def test_the_server_itself_may_certify(decided):
    assert certify(actor=None, now=NOW, round=decided[0]).certified_at == NOW


def test_once_is_enough(decided, election_officer):
    certify(actor=None, now=NOW, round=decided[0])
    assert reasons(election_officer, decided[0]) == (Kind.CONFLICT, ["certified"])


@pytest.mark.parametrize("who", ["resident", "moderator"])
def test_only_an_election_officer_may(decided, who, request):
    assert reasons(request.getfixturevalue(who), decided[0]) == (Kind.FORBIDDEN, ["not_allowed"])


def test_an_officer_of_another_round_may_not(decided):
    officer = make_official(Role.ELECTION_OFFICER, round=make_round())
    assert reasons(officer, decided[0])[0] == Kind.FORBIDDEN


def test_not_while_people_vote(election_officer):
    round, district = make_contest()
    decide(round, district, ["P01"])
    assert reasons(election_officer, round) == (Kind.CONFLICT, ["not_now"])


def test_not_before_every_contest_is_counted(election_officer):
    round, _ = make_contest()
    move_past_challenge(round)
    assert reasons(election_officer, round) == (Kind.CONFLICT, ["uncounted"])


def test_not_while_ballots_wait_for_the_count(election_officer):
    round, district = make_contest()
    cast_ballot(make_voter(round, district), round, district, ["P01"])
    decide(round, district, ["P01"])
    move_past_challenge(round)
    assert reasons(election_officer, round) == (Kind.CONFLICT, ["unsealed"])


def test_not_when_ballots_came_after_the_count(decided, election_officer):
    round, district = decided
    Tally.objects.create(round=round, district=district, ballots=3, counted_at=NOW)
    assert reasons(election_officer, round) == (Kind.CONFLICT, ["stale_count"])
