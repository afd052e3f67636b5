import pytest

from city.actions.people import attest, register
from city.models import AuditEntry, Residency, User
from city.models.people import Level, Method
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_district, make_official, make_residency

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


def test_a_residence_is_attested_and_audited(resident):
    district = make_district()
    made = attest(actor=make_official(Role.REGISTRAR), now=NOW, user=resident, district=district)
    assert (made.district, made.method, made.level) == (district, Method.DESK, Level.ATTESTED)
    assert verbs() == ["attest"]


def test_a_move_is_attested_with_what_was_before(resident):
    old = make_residency(resident, make_district())
    new = attest(actor=None, now=NOW, user=resident, district=make_district())
    assert (new.pk, new.level) == (old.pk, Level.ATTESTED)
    assert AuditEntry.objects.get().before


def test_a_stronger_proof_of_the_same_place_stays(resident):
    known = make_residency(resident, make_district(), level=Level.MATCHED)
    attest(actor=None, now=NOW, user=resident, district=known.district)
    assert Residency.objects.get().level == Level.MATCHED
    assert verbs() == []


def test_a_weaker_proof_of_the_same_place_is_replaced(resident):
    known = make_residency(resident, make_district(), level=Level.DECLARED)
    attest(actor=None, now=NOW, user=resident, district=known.district)
    assert Residency.objects.get().level == Level.ATTESTED


def test_only_a_registrar_attests(resident, moderator):
    with pytest.raises(Refused) as caught:
        attest(actor=moderator, now=NOW, user=resident, district=make_district())
    assert caught.value.kind is Kind.FORBIDDEN
    assert not Residency.objects.exists()
