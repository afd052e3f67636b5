from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from city.models import AuditEntry, RoleGrant, User
from city.queries.permissions import may
from city.rules.phases import Verb
from tests.factories import make_round

pytestmark = pytest.mark.django_db


def grant(*words):
    told = StringIO()
    call_command("grant", *words, stdout=told)
    return told.getvalue()


def test_an_address_becomes_an_official():
    assert grant("finn@city.example", "finance_officer") == "finn@city.example is finance_officer in the whole city.\n"
    assert may(User.objects.get(), Verb.PAY, make_round())
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["register", "grant"]


def test_an_office_may_be_for_one_round():
    round = make_round("spring")
    grant("finn@city.example", "moderator", "--round", "spring")
    assert RoleGrant.objects.get().round == round


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["finn@city.example", "mayor"], "invalid choice"),
        (["finn", "moderator"], "“finn” is not an e-mail address."),
        (["finn@city.example", "moderator", "--round", "nowhere"], "There is no round with the slug nowhere."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(words, told):
    with pytest.raises(CommandError, match=told):
        grant(*words)
    assert not User.objects.exists()
