from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from city.models import AuditEntry, Residency, User
from tests.factories import cast_ballot, make_contest, make_district
from voting.models import RollEntry
from voting.queries.roll import entry_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(slug="spring", district=make_district("riverside"))


def enrol(*words):
    told = StringIO()
    call_command("enrol", *words, stdout=told)
    return told.getvalue()


def test_people_are_put_on_the_roll_and_may_vote(contest):
    round, district = contest
    told = enrol("spring", "riverside", "ada@example.org", "bo@example.org")
    assert told.endswith("in Riverside: ada@example.org, bo@example.org.\n")
    ada = User.objects.get(email="ada@example.org")
    assert entry_of(ada, round).district == district
    assert ada.residency.method == "desk"
    assert cast_ballot(ada, round, district, ["P01"]).version == 1


def test_every_step_is_audited_and_a_second_run_changes_nothing(contest):
    enrol("spring", "riverside", "ada@example.org")
    enrol("spring", "riverside", "ada@example.org")
    verbs = AuditEntry.objects.exclude(verb="freeze").values_list("verb", flat=True)
    assert list(verbs) == ["register", "prove", "enrol"]
    assert RollEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere", "riverside", "ada@example.org"], "There is no round with the slug nowhere."),
        (["spring", "hill", "ada@example.org"], "has no envelope for hill. It has: riverside."),
        (["spring", "riverside", "ada@example.org", "bo"], "“bo” is not an e-mail address."),
    ],
)
def test_all_are_put_on_the_roll_or_none(contest, words, told):
    with pytest.raises(CommandError, match=told):
        enrol(*words)
    assert not User.objects.exists()
    assert not Residency.objects.exists()


def test_a_round_may_ask_for_a_stronger_proof(contest):
    round, _district = contest
    round.min_level = 3
    round.save()
    with pytest.raises(CommandError, match="stronger proof"):
        enrol("spring", "riverside", "ada@example.org")
    assert not User.objects.exists()
