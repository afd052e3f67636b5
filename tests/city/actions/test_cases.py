from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from city.actions.cases import approve, decline, open_case, withdraw
from city.actions.kinds import kind_of
from city.models import AuditEntry, Case, RoleGrant
from city.models.cases import LONGEST_REASON, CaseStatus
from city.rules.audit import faults
from city.rules.cases import LASTS
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_official, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_official(Role.ELECTION_OFFICER)


@pytest.fixture
def second():
    return make_official(Role.ELECTION_OFFICER)


@pytest.fixture
def case(officer, resident):
    return ask(officer, resident)


def ask(actor, person, *, role=Role.AUDITOR, round=None, reason="The books need a reader.", now=NOW, verb=Verb.GRANT):
    return open_case(
        actor=actor, now=now, verb=verb, subject=person, round=round, arguments={"role": role.value}, reason=reason
    )


def refusal(act, **given):
    with pytest.raises(Refused) as caught:
        act(**{"now": NOW, **given})
    return caught.value.kind, caught.value.reasons[0].code


def verbs():
    return list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))


def test_one_person_alone_makes_a_case_that_waits(case, officer, resident):
    assert (case.status_at(NOW), case.expires_at) == (CaseStatus.PENDING, NOW + timedelta(days=7))
    assert (case.subject, case.person) == (f"city.user:{resident.pk}", resident)
    assert not resident.grants.exists()
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor, entry.reason, entry.approver) == ("open_case", officer, case.reason, None)


def test_the_same_person_again_is_refused(case, officer, resident):
    assert refusal(approve, actor=officer, case=case) == (Kind.FORBIDDEN, "same_person")
    assert refusal(decline, actor=officer, case=case, reason="No.") == (Kind.FORBIDDEN, "same_person")
    assert not resident.grants.exists()


def test_two_people_do_it_and_both_are_in_the_record(case, officer, second, resident):
    done = approve(actor=second, now=NOW, case=case)
    assert (done.status, done.decided_by, done.decided_at) == (CaseStatus.DONE, second, NOW)
    assert resident.grants.get().role == "auditor"
    assert verbs() == ["open_case", "grant", "approve"]
    entry = AuditEntry.objects.get(verb="grant")
    assert (entry.actor, entry.approver, entry.reason) == (officer, second, case.reason)
    assert faults(entry.link() for entry in AuditEntry.objects.all()) == []


def test_an_office_is_taken_back_the_same_way(officer, second, moderator):
    case = ask(officer, moderator, role=Role.MODERATOR, verb=Verb.REVOKE, reason="She moved to another city.")
    assert "loses the office of Moderator in the whole city" in kind_of(case).told(case)
    approve(actor=second, now=NOW, case=case)
    assert not moderator.grants.exists()


def test_what_is_decided_is_not_decided_again(case, officer, second):
    approve(actor=second, now=NOW, case=case)
    for act, given in ((approve, {}), (decline, {"reason": "No."})):
        assert refusal(act, actor=second, case=case, **given) == (Kind.CONFLICT, "decided")
    assert refusal(withdraw, actor=officer, case=case) == (Kind.CONFLICT, "decided")
    assert RoleGrant.objects.filter(role="auditor").count() == 1


def test_a_case_is_declined_with_a_reason(case, second, resident):
    row = decline(actor=second, now=NOW, case=case, reason=" Not yet. ")
    assert (row.status, row.decided_by, row.decision) == (CaseStatus.DECLINED, second, "Not yet.")
    assert AuditEntry.objects.get(verb="decline").reason == "Not yet."
    assert not resident.grants.exists()


@pytest.mark.parametrize(("reason", "code"), [("", "no_reason"), (" \n", "no_reason"), ("x" * 2001, "long_reason")])
def test_a_reason_is_asked_for(case, officer, second, reason, code):
    assert refusal(decline, actor=second, case=case, reason=reason) == (Kind.INVALID, code)
    with pytest.raises(Refused) as caught:
        ask(officer, officer, reason=reason)
    assert caught.value.reasons[0].field == "reason"
    assert LONGEST_REASON == 2000


def test_who_opened_a_case_takes_it_back(case, officer, second):
    assert refusal(withdraw, actor=second, case=case) == (Kind.FORBIDDEN, "not_yours")
    row = withdraw(actor=officer, now=NOW, case=case)
    assert (row.status, row.decided_by) == (CaseStatus.WITHDRAWN, officer)
    assert verbs() == ["open_case", "withdraw_case"]


def test_after_seven_days_it_is_too_late(case, second, officer):
    late = NOW + LASTS
    assert case.status_at(late) is CaseStatus.EXPIRED
    assert refusal(approve, actor=second, case=case, now=late) == (Kind.CONFLICT, "decided")
    assert ask(officer, case.person, now=late).pk != case.pk


def test_the_same_is_not_asked_for_twice(case, officer, second, resident):
    with pytest.raises(Refused) as caught:
        ask(second, resident, reason="Me too.")
    assert (caught.value.kind, caught.value.reasons[0].code) == (Kind.CONFLICT, "asked")
    assert ask(officer, resident, role=Role.MODERATOR).status == CaseStatus.PENDING


@pytest.mark.parametrize("who", ["resident", "moderator"])
def test_another_office_neither_asks_nor_decides(case, who, request):
    person = request.getfixturevalue(who)
    for act, given in ((approve, {}), (decline, {"reason": "No."})):
        assert refusal(act, actor=person, case=case, **given) == (Kind.FORBIDDEN, "not_allowed")
    with pytest.raises(Refused) as caught:
        ask(person, person)
    assert caught.value.kind == Kind.FORBIDDEN


def test_an_office_in_one_round_does_not_reach_the_whole_city(case):
    officer = make_official(Role.ELECTION_OFFICER, round=make_round())
    assert refusal(approve, actor=officer, case=case) == (Kind.FORBIDDEN, "not_allowed")


def test_an_office_in_a_round_is_given_by_officers_of_that_round(resident):
    round = make_round()
    one, other = (make_official(Role.ELECTION_OFFICER, round=round) for _ in range(2))
    case = ask(one, resident, role=Role.REGISTRAR, round=round)
    assert round.title in kind_of(case).told(case)
    approve(actor=other, now=NOW, case=case)
    assert resident.grants.get().round == round


def test_what_cannot_be_done_is_not_even_asked_for(officer, moderator):
    with pytest.raises(Refused) as caught:
        ask(officer, moderator, role=Role.MODERATOR)
    assert caught.value.reasons[0].code == "held"
    assert not Case.objects.exists()


def test_what_changed_since_keeps_it_from_being_done(case, second, resident):
    RoleGrant.objects.create(user=resident, role=Role.AUDITOR.value)
    assert refusal(approve, actor=second, case=case) == (Kind.CONFLICT, "held")
    case.refresh_from_db()
    assert case.status == CaseStatus.PENDING


def test_who_lost_the_office_stands_behind_no_act(case, officer, second):
    officer.grants.all().delete()
    assert refusal(approve, actor=second, case=case) == (Kind.FORBIDDEN, "not_allowed")


def test_the_database_itself_wants_two_people(case, officer):
    with pytest.raises(IntegrityError, match="case_takes_two_people"), transaction.atomic():
        Case.objects.update(status=CaseStatus.DONE, decided_by=officer, decided_at=NOW)
    with pytest.raises(IntegrityError, match="case_decided_by_somebody"), transaction.atomic():
        Case.objects.update(status=CaseStatus.DONE)
    with pytest.raises(IntegrityError, match="case_status_is_stored"), transaction.atomic():
        Case.objects.update(status=CaseStatus.EXPIRED, decided_by=officer, decided_at=NOW)
