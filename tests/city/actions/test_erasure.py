import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client

from city.actions.erasure import erase
from city.actions.people import register
from city.actions.sessions import note_sign_in
from city.models import AuditEntry, Residency, User
from city.rules.refusal import Refused
from city.rules.roles import Role
from proposals.models import Proposal, StatusName
from tests.factories import NOW, cast_ballot, make_contest, make_district, make_official, make_proposal, make_voter
from tests.signing import give_second_factor
from voting.models import PendingCast, RollEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    """Somebody with all there is: a home, a vote that is in, proposals, a second factor, a device."""
    round, district = make_contest()
    user = make_voter(round, district, "ada@example.org")
    user.name = "Ada"
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    give_second_factor(user)
    cast_ballot(user, round, district, ["P01"])
    client = Client()
    client.force_login(user)
    note_sign_in(actor=user, now=NOW, session_key=client.session.session_key, began_at=NOW, user_agent="")
    return user


def test_what_names_the_person_is_gone(person):
    erase(actor=person, now=NOW)
    row = User.objects.get(pk=person.pk)
    assert (row.email, row.name, row.is_active, row.erased_at) == (f"former-{row.pk}@erased.invalid", "", False, NOW)
    assert str(row) == "A former user"
    for model in (EmailAddress, Authenticator, Residency, Session):
        assert not model.objects.exists(), model
    assert AuditEntry.objects.get(verb="erase").actor == person


def test_the_ballot_stays_and_so_does_the_right_that_was_used(person):
    before = (list(PendingCast.objects.values()), list(RollEntry.objects.values()))
    erase(actor=person, now=NOW)
    assert (list(PendingCast.objects.values()), list(RollEntry.objects.values())) == before


def test_published_proposals_stay_with_a_former_user_and_others_go(person):
    round, district = Proposal.objects.first().round, make_district()
    for status in (StatusName.SUBMITTED, StatusName.WITHDRAWN, StatusName.PUBLISHED):
        make_proposal(round, district, author=person, status=status)
    erase(actor=person, now=NOW)
    (left,) = Proposal.objects.filter(author=person)
    assert left.status == StatusName.PUBLISHED
    assert str(left.author) == "A former user"


def test_an_official_ends_the_office_first():
    official = make_official(Role.AUDITOR)
    with pytest.raises(Refused) as caught:
        erase(actor=official, now=NOW)
    assert caught.value.reasons[0].code == "holds_office"
    assert User.objects.get(pk=official.pk).is_active


def test_the_address_is_free_again(person):
    erase(actor=person, now=NOW)
    assert register(actor=None, now=NOW, email="ada@example.org") != person


def test_the_database_keeps_it_so(person):
    erase(actor=person, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(name="Ada")
