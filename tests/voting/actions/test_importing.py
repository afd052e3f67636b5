import pytest
from django.db import connection

from city.models import AuditEntry
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, make_contest, make_district, make_official
from tests.voting.people import ADA, HEADER, LIST, file, make_listed
from voting.actions.importing import BATCH, import_roll
from voting.actions.keys import make_key
from voting.actions.persons import hash_of
from voting.models import ListedPerson, RollEntry
from voting.queries.identities import of_person, open_address
from voting.rules.identity.hashes import identity_hash

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(district=make_district("riverside"))


def take(round, *lines, actor=None):
    return import_roll(actor=actor, now=NOW, round=round, lines=file(*lines))


def test_people_are_kept_as_hashes_with_an_address_only_the_key_opens(contest):
    round, district = contest
    report = take(round, *LIST)
    assert (report.rows, report.new, report.known, report.fault_count) == (2, 2, 0, 0)
    key = make_key(round)
    ada = ListedPerson.objects.get(identity_hmac=identity_hash(key, of_person(hash_of(ADA))))
    assert ada.district == district
    assert open_address(key, ada.sealed_email) == "ada@list.example"
    assert not RollEntry.objects.exists()


def test_nothing_of_a_list_stands_in_the_database_as_it_was_written(contest):
    take(contest[0], *LIST)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM voting_listedperson")
        kept = repr(cursor.fetchall())
    assert not [word for word in ("Ada", "lindholt", "1984", "7301", "list.example", "11111") if word in kept]


def test_the_same_list_again_changes_nothing(contest):
    take(contest[0], *LIST)
    report = take(contest[0], *LIST)
    assert (report.rows, report.new, report.known) == (2, 0, 2)
    assert ListedPerson.objects.count() == 2
    assert AuditEntry.objects.filter(verb="import_roll").count() == 2


def test_a_corrected_list_brings_people_up_to_date(contest):
    round, _district = contest
    take(round, *LIST)
    north = make_district("north")
    take(round, HEADER, LIST[1].replace("riverside", "north").replace("ada@list", "new@list"))
    ada = ListedPerson.objects.get(district=north)
    assert open_address(make_key(round), ada.sealed_email) == "new@list.example"
    assert ListedPerson.objects.count() == 2


def test_where_anything_is_wrong_nothing_is_written(contest):
    report = take(contest[0], *LIST, "Holm,Eva,31/12/1980,7301 AB,riverside,,")
    assert [(fault.line, fault.column) for fault in report.faults] == [(4, "birth_date")]
    assert not ListedPerson.objects.exists()
    assert not AuditEntry.objects.filter(verb="import_roll").exists()


def test_the_same_person_twice_is_named_however_written(contest):
    report = take(contest[0], *LIST, "LINDHOLT,Dr. Ada,31.5.1984,7301ab,riverside,,")
    assert [(fault.line, fault.code, fault.values) for fault in report.faults] == [(4, "repeated", {"earlier": "2"})]
    assert not ListedPerson.objects.exists()


def test_a_list_longer_than_a_batch_is_whole(contest):
    lines = [f"Fjordal,Bo,{1950 + number % 50}-01-02,{number},riverside,," for number in range(BATCH + 5)]
    assert take(contest[0], HEADER, *lines).new == BATCH + 5


def test_only_a_registrar_of_the_round_imports_and_only_in_season(contest, moderator):
    round, _district = contest
    with pytest.raises(Refused) as caught:
        take(round, *LIST, actor=moderator)
    assert caught.value.kind is Kind.FORBIDDEN
    registrar = make_official(Role.REGISTRAR, round)
    assert take(round, *LIST, actor=registrar).new == 2
    round.phases.update(closes_at=NOW)
    with pytest.raises(Refused) as caught:
        take(type(round).objects.get(pk=round.pk), *LIST, actor=registrar)
    assert caught.value.reasons[0].code == "roll_not_open"


def test_the_hashes_of_two_rounds_have_nothing_in_common(contest):
    first, _district = contest
    take(first, *LIST)
    second, _other = make_contest(district=contest[1])
    take(second, *LIST)
    assert ListedPerson.objects.values("identity_hmac").distinct().count() == 4
    assert ListedPerson.objects.values("namesake_hmac").distinct().count() == 4


def test_make_listed_is_what_other_tests_stand_on():
    round, district = make_listed()
    assert round.listed.filter(district=district).count() == 2
