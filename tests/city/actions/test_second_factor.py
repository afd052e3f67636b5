import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from city.actions.cases import approve, open_case
from city.actions.kinds import kind_of
from city.actions.second_factor import reset_factor
from city.models import AuditEntry
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_official(Role.ELECTION_OFFICER), make_official(Role.ELECTION_OFFICER)


def refusal(**given):
    with pytest.raises(Refused) as caught:
        reset_factor(now=NOW, **given)
    return caught.value.kind, caught.value.reasons[0].code


def test_two_people_reset_what_is_lost_by_a_case(client, pair, moderator):
    one, other = pair
    client.force_login(moderator)
    client.get("/desk/")
    case = open_case(actor=one, now=NOW, verb=Verb.RESET_FACTOR, reason="Her telephone is lost.", subject=moderator)
    assert moderator.email in kind_of(case).told(case)
    approve(actor=other, now=NOW, case=case)
    assert not Authenticator.objects.filter(user=moderator).exists()
    assert not Session.objects.filter(sign_in__user=moderator).exists()
    entry = AuditEntry.objects.get(verb="reset_factor")
    assert (entry.actor, entry.approver, entry.reason) == (one, other, "Her telephone is lost.")
    assert entry.before != entry.after
    told = DBTaskResult.objects.order_by("enqueued_at").last().args_kwargs["args"]
    assert told[0] == moderator.pk
    assert other.email in told[2]


def test_nobody_resets_a_factor_of_their_own(pair):
    one, other = pair
    assert refusal(actor=one, approver=other, user=one) == (Kind.FORBIDDEN, "own_factor")
    assert refusal(actor=one, approver=other, user=other) == (Kind.FORBIDDEN, "own_factor")


def test_one_person_or_another_office_does_not(pair, moderator):
    assert refusal(actor=pair[0], user=moderator) == (Kind.FORBIDDEN, "takes_two")
    assert refusal(actor=pair[0], approver=moderator, user=pair[1]) == (Kind.FORBIDDEN, "not_allowed")


def test_there_must_be_one(resident):
    assert refusal(actor=None, user=resident) == (Kind.CONFLICT, "no_factor")
