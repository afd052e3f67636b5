import pytest
from django_tasks_db.models import DBTaskResult

from city.actions.people import Proof, prove, register
from city.models import AuditEntry, Residency, User
from city.models.people import Level
from city.rules.refusal import Refused
from tests.factories import NOW, make_district, make_residency

pytestmark = pytest.mark.django_db


def verbs():
    return list(AuditEntry.objects.values_list("verb", flat=True))


def test_a_new_address_gets_a_log_in_without_a_password():
    user = register(actor=None, now=NOW, email="Ada@Example.org")
    assert user.email == "ada@example.org"
    assert not user.has_usable_password()
    assert verbs() == ["register"]


def test_a_known_address_keeps_its_log_in(resident):
    assert register(actor=None, now=NOW, email="RESIDENT@example.org") == resident
    assert verbs() == []


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@example.org"])
def test_what_is_no_address_gets_no_log_in(email):
    with pytest.raises(Refused) as caught:
        register(actor=None, now=NOW, email=email)
    assert caught.value.reasons[0].code == "not_an_address"
    assert not User.objects.exists()


def proof(district, **changed):
    return Proof(district, **{"method": "desk", "level": Level.ATTESTED, "verified_on": NOW.date()} | changed)


def test_a_residence_is_proved_and_audited(resident, moderator):
    district = make_district()
    made = prove(actor=moderator, now=NOW, user=resident, proof=proof(district))
    assert (made.district, made.method, made.level) == (district, "desk", Level.ATTESTED)
    assert verbs() == ["prove"]


def test_a_move_is_noted_with_what_was_before(resident):
    old = make_residency(resident, make_district())
    new = prove(actor=None, now=NOW, user=resident, proof=proof(make_district()))
    assert (new.pk, new.level) == (old.pk, Level.ATTESTED)
    assert AuditEntry.objects.get().before


def test_a_stronger_proof_of_the_same_place_stays(resident):
    known = make_residency(resident, make_district(), level=Level.MATCHED)
    prove(actor=None, now=NOW, user=resident, proof=proof(known.district))
    assert Residency.objects.get().level == Level.MATCHED
    assert verbs() == []


def test_a_weaker_proof_of_the_same_place_is_replaced(resident):
    known = make_residency(resident, make_district(), level=Level.DECLARED)
    prove(actor=None, now=NOW, user=resident, proof=proof(known.district))
    assert Residency.objects.get().level == Level.ATTESTED


def test_a_person_who_is_known_stays_known(resident):
    prove(actor=None, now=NOW, user=resident, proof=proof(make_district(), person_hmac="ab" * 32))
    prove(actor=None, now=NOW, user=resident, proof=proof(make_district()))
    assert Residency.objects.get().person_hmac == "ab" * 32


def test_a_person_has_one_log_in_and_the_earlier_one_is_told(resident, moderator):
    district = make_district()
    prove(actor=None, now=NOW, user=resident, proof=proof(district, person_hmac="ab" * 32))
    prove(actor=None, now=NOW, user=moderator, proof=proof(district, person_hmac="ab" * 32))
    assert Residency.objects.get().user == moderator
    assert verbs() == ["prove", "release", "prove"]
    assert DBTaskResult.objects.get().args_kwargs["args"][0] == resident.pk
