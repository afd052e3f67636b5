from datetime import timedelta

import pytest
from django.core import mail

from city.actions.cases import approve, decline
from city.models import AuditEntry, Case, Round
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, add_phase, cast_ballot, make_contest, make_official, make_voter
from voting.actions.complaining import LONGEST, answer, complain, forget, refer
from voting.models import Complaint, ComplaintAnswer, PendingCast
from voting.queries.complaints import Status, Words, find_complaint, standing_version, status_of, tallied, words_of
from voting.queries.keys import key_path

pytestmark = pytest.mark.django_db
WORDS = Words("Somebody voted with my code.\n", "ada@example.org", "")


@pytest.fixture
def contest():
    return make_contest()


def made(round, words=WORDS, number=1):
    complaint, reference = complain(actor=None, now=NOW, round=round, words=words)
    assert complaint.number == number
    return complaint, reference


def refusal(act, *args, **given):
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    return caught.value.kind, caught.value.reasons[0].code


def state(complaint):
    return status_of(Complaint.objects.select_related("answer", "case").get(pk=complaint.pk), NOW)


def test_a_complaint_gets_a_number_and_a_reference_that_opens_it(contest, resident):
    round, _ = contest
    complaint, reference = made(round)
    assert find_complaint(round, reference) == complaint
    assert find_complaint(round, reference.lower().replace("-", " ")) == complaint
    assert find_complaint(round, "C-0000-0000-0000-0000") is None
    assert words_of(complaint) == Words("Somebody voted with my code.", "ada@example.org", "")
    assert state(complaint) is Status.WAITING
    second, other = complain(actor=resident, now=NOW, round=round, words=Words("The page was slow."))
    assert (second.number, other != reference) == (2, True)
    numbers = tallied(round, NOW)
    assert (numbers.count, numbers.waiting, numbers.upheld, numbers.may_complain) == (2, 2, 0, True)


def test_neither_the_table_nor_the_record_says_who_wrote_or_what(contest, resident):
    complaint, reference = complain(actor=resident, now=NOW, round=contest[0], words=WORDS)
    row = repr(Complaint.objects.values_list().get())
    for secret in (reference, "ada@example.org", "Somebody voted"):
        assert secret not in row
    entry = AuditEntry.objects.get(verb="complain")
    assert (entry.actor, entry.reason, entry.subject_key) == (None, "", str(complaint.pk))


def test_without_the_key_nobody_reads_it(contest):
    complaint, _ = made(contest[0])
    key_path(contest[0]).unlink()
    assert words_of(complaint) is None
    assert refusal(complain, actor=None, now=NOW, round=contest[0], words=WORDS) == (Kind.INVALID, "no_key")


@pytest.mark.parametrize(("text", "code"), [(" \n ", "blank"), ("a" * (LONGEST + 1), "too_long")])
def test_what_cannot_be_a_complaint(contest, text, code):
    assert refusal(complain, actor=None, now=NOW, round=contest[0], words=Words(text)) == (Kind.INVALID, code)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"is_imported": True}, "elsewhere"),
        ({"certified_at": NOW}, "not_now"),
        ({"cancelled_at": NOW}, "not_now"),
    ],
)
def test_when_nobody_can_complain(contest, fields, code):
    Round.objects.update(**fields)
    assert refusal(complain, actor=None, now=NOW, round=Round.objects.get(), words=WORDS)[1] == code


def test_complaints_are_taken_until_the_last_day_to_object(contest):
    round, _ = contest
    round.phases.update(closes_at=NOW - timedelta(days=1))
    assert refusal(complain, actor=None, now=NOW, round=Round.objects.get(), words=WORDS)[1] == "not_now"
    add_phase(round, PhaseKind.CHALLENGING, opens=-1, days=14)
    made(Round.objects.get())


def test_an_answer_is_public_and_given_once(contest, election_officer, mails_go_at_once):
    complaint, _ = made(contest[0])
    given = {"actor": election_officer, "now": NOW, "complaint": complaint, "is_upheld": True}
    answer(**given, text="  It is voided. ")
    assert (ComplaintAnswer.objects.get().text, state(complaint)) == ("It is voided.", Status.UPHELD)
    assert refusal(answer, **given, text="Again.") == (Kind.CONFLICT, "answered")
    entry = AuditEntry.objects.get(verb="answer")
    assert (entry.actor, entry.reason) == (election_officer, "It is voided.")
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "It is upheld." in letter.body
    assert "It is voided." in letter.body
    assert f"/rounds/{contest[0].slug}/complaints/" in letter.body


def test_a_complaint_that_is_not_upheld_and_left_no_address(contest, election_officer, mails_go_at_once):
    complaint, _ = made(contest[0], Words("It rained."))
    answer(actor=election_officer, now=NOW, complaint=complaint, text="It did.", is_upheld=False)
    assert (state(complaint), mail.outbox) == (Status.DISMISSED, [])


@pytest.mark.parametrize("text", ["", "a" * 2_001])
def test_an_answer_says_why(contest, election_officer, text):
    complaint, _ = made(contest[0])
    given = {"actor": election_officer, "now": NOW, "complaint": complaint, "is_upheld": False}
    assert refusal(answer, **given, text=text) == (Kind.INVALID, "no_reason")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.AUDITOR])
def test_only_election_officers_answer_and_refer(contest, role):
    complaint, _ = made(contest[0])
    given = {"actor": make_official(role), "now": NOW, "complaint": complaint}
    assert refusal(answer, **given, text="No.", is_upheld=False)[0] == Kind.FORBIDDEN
    asked = {"verb": Verb.CLOSE_EARLY, "reason": "Why not.", "subject": contest[0], "round": contest[0]}
    assert refusal(refer, **given, **asked)[0] == Kind.FORBIDDEN
    assert not Case.objects.exists()


def test_a_case_is_opened_from_it_and_the_person_is_told(contest, election_officer, mails_go_at_once):
    round, district = contest
    voter = make_voter(round, district)
    first = cast_ballot(voter, round, district, ["P01"])
    second = cast_ballot(voter, round, district, ["P02"], prev=1)
    complaint, _ = made(round, Words("Not me.", "ada@example.org", first.short_code))
    standing = standing_version(round, first.short_code)
    assert standing.h == second.h
    about = {"verb": Verb.VOID, "reason": "Not cast by its voter.", "subject": standing, "round": round}
    asked = {"actor": election_officer, "now": NOW, "complaint": complaint, "arguments": {"h": standing.h}}
    case = refer(**asked, **about)
    assert state(complaint) is Status.IN_CASE
    assert AuditEntry.objects.filter(verb="refer", actor=election_officer).exists()
    assert [letter.subject for letter in mail.outbox] == [
        f"A case was opened from your complaint 1 about {round.title}"
    ]
    given = {"actor": election_officer, "now": NOW, "complaint": complaint, "is_upheld": True}
    assert refusal(answer, **given, text="Soon.") == (Kind.CONFLICT, "in_case")
    approve(actor=make_official(Role.ELECTION_OFFICER), now=NOW, case=case)
    assert state(complaint) is Status.DECIDED
    answer(**given, text="The other ballot is voided.")
    assert state(complaint) is Status.UPHELD


def test_a_case_that_comes_to_nothing_leaves_it_to_be_answered(contest, election_officer):
    round, _ = contest
    complaint, _ = made(round, Words("Too short."))
    given = {"actor": election_officer, "now": NOW, "complaint": complaint}
    case = refer(**given, verb=Verb.CLOSE_EARLY, reason="Asked for.", subject=round, round=round)
    assert status_of(Complaint.objects.get(), NOW + timedelta(days=8)) is Status.WAITING
    decline(actor=make_official(Role.ELECTION_OFFICER), now=NOW, case=case, reason="No.")
    assert state(complaint) is Status.DECIDED


def test_words_are_forgotten_and_answers_stay(contest, election_officer, mails_go_at_once):
    complaint, reference = made(contest[0])
    made(contest[0], Words("Another."), number=2)
    assert forget(actor=None, now=NOW, round=contest[0]) == 2
    assert forget(actor=None, now=NOW, round=contest[0]) == 0
    row = find_complaint(contest[0], reference)
    assert (row.sealed, row.forgotten_at, words_of(row)) == ("", NOW, None)
    answer(actor=election_officer, now=NOW, complaint=complaint, text="Late.", is_upheld=False)
    assert mail.outbox == []
    assert AuditEntry.objects.filter(verb="forget_complaints").count() == 2


def test_a_code_that_is_none_has_no_standing_version(contest):
    cast_ballot(make_voter(*contest), *contest, ["P01"])
    assert standing_version(contest[0], "0000-0000-0000-0000") is None
    assert standing_version(contest[0], PendingCast.objects.get().h).seq == 1
