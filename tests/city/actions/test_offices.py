import pytest
from django_tasks_db.models import DBTaskResult

from city.actions.offices import grant, revoke
from city.models import AuditEntry, RoleGrant
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_official, make_round, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_official(Role.ELECTION_OFFICER), make_official(Role.ELECTION_OFFICER)


def refusal(act, **given):
    with pytest.raises(Refused) as caught:
        act(now=NOW, **given)
    return caught.value.kind, caught.value.reasons[0].code


def mails():
    return [task.args_kwargs["args"] for task in DBTaskResult.objects.order_by("enqueued_at")]


def test_at_the_console_an_office_is_given_once_and_audited(resident):
    grant(actor=None, now=NOW, user=resident, role=Role.MODERATOR)
    grant(actor=None, now=NOW, user=resident, role=Role.MODERATOR)
    assert RoleGrant.objects.get().role == "moderator"
    assert AuditEntry.objects.get().verb == "grant"


def test_an_office_in_a_round_is_another_office(resident):
    round = make_round()
    grant(actor=None, now=NOW, user=resident, role=Role.MODERATOR)
    grant(actor=None, now=NOW, user=resident, role=Role.MODERATOR, round=round)
    assert {made.round for made in RoleGrant.objects.all()} == {None, round}


def test_two_people_give_an_office_and_both_are_in_the_record(pair, resident):
    one, other = pair
    grant(actor=one, approver=other, now=NOW, user=resident, role=Role.AUDITOR, reason="She reads the books.")
    entry = AuditEntry.objects.get(verb="grant")
    assert (entry.actor, entry.approver, entry.reason) == (one, other, "She reads the books.")


def test_every_official_is_told_of_an_office_given_and_taken(pair, resident):
    grant(actor=pair[0], approver=pair[1], now=NOW, user=resident, role=Role.AUDITOR)
    told = mails()
    assert {args[0] for args in told} == {pair[0].pk, pair[1].pk, resident.pk}
    assert all("An office was given" in args[1] and resident.email in args[2] for args in told)
    assert all(pair[1].email in args[2] for args in told)
    revoke(actor=None, now=NOW, user=resident, role=Role.AUDITOR)
    assert "console" in mails()[-1][2]


@pytest.mark.parametrize("act", [grant, revoke])
def test_one_person_neither_gives_nor_takes_an_office(act, pair, resident):
    one = pair[0]
    given = {"actor": one, "user": resident, "role": Role.AUDITOR}
    assert refusal(act, **given) == (Kind.FORBIDDEN, "takes_two")
    assert refusal(act, approver=one, **given) == (Kind.FORBIDDEN, "takes_two")


def test_both_need_the_office_where_the_other_office_is_given(pair, moderator, resident):
    given = {"user": resident, "role": Role.AUDITOR}
    assert refusal(grant, actor=pair[0], approver=moderator, **given) == (Kind.FORBIDDEN, "not_allowed")
    of_a_round = make_official(Role.ELECTION_OFFICER, round=make_round())
    assert refusal(grant, actor=of_a_round, approver=pair[0], **given) == (Kind.FORBIDDEN, "not_allowed")


def test_nobody_approves_an_office_of_their_own(pair):
    given = {"actor": pair[0], "approver": pair[1], "user": pair[1], "role": Role.AUDITOR}
    assert refusal(grant, **given) == (Kind.FORBIDDEN, "own_office")


def test_an_office_that_is_held_is_not_given_again(pair, moderator):
    given = {"actor": pair[0], "approver": pair[1], "user": moderator, "role": Role.MODERATOR}
    assert refusal(grant, **given) == (Kind.CONFLICT, "held")


def test_who_has_left_gets_no_office(pair):
    gone = make_user()
    gone.is_active = False
    gone.save()
    given = {"actor": pair[0], "approver": pair[1], "user": gone, "role": Role.AUDITOR}
    assert refusal(grant, **given) == (Kind.CONFLICT, "left")


def test_an_office_that_is_not_held_is_not_taken(pair, resident):
    given = {"actor": pair[0], "approver": pair[1], "user": resident, "role": Role.AUDITOR}
    assert refusal(revoke, **given) == (Kind.CONFLICT, "not_held")


def test_two_who_can_decide_are_always_left(pair):
    third = make_official(Role.ELECTION_OFFICER)
    revoke(actor=pair[0], approver=pair[1], now=NOW, user=third, role=Role.ELECTION_OFFICER, reason="He moved away.")
    entry = AuditEntry.objects.get(verb="revoke")
    assert (entry.actor, entry.approver, bool(entry.before)) == (*pair, True)
    assert not third.grants.exists()
    given = {"actor": None, "user": pair[1], "role": Role.ELECTION_OFFICER}
    assert refusal(revoke, **given) == (Kind.CONFLICT, "last_pair")
