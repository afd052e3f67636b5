"""The desk: what a registrar may say, and what stops them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from city.models import AuditEntry, User
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import NOW, cast_ballot, make_district, make_envelope, make_official, make_round, make_user
from tests.voting.people import ADA, BO, make_listed
from voting.actions import matching
from voting.actions.attesting import attest, look_up
from voting.actions.matching import ask, confirm
from voting.models import ListedPerson, RollEntry
from voting.queries.roll import entry_of
from voting.rules.identity import Person

pytestmark = pytest.mark.django_db
EVA = Person("Eva Marsdiep", date(1950, 3, 4), "7301 ZZ")


@pytest.fixture
def listed():
    return make_listed()


@pytest.fixture
def registrar(listed):
    return make_official(Role.REGISTRAR, listed[0])


def refusal(act, **given):
    with pytest.raises(Refused) as caught:
        act(now=given.pop("now", NOW), **given)
    return caught.value


def test_who_came_with_an_address_votes_with_that_log_in(listed, registrar):
    round, district = listed
    entry = attest(actor=registrar, now=NOW, round=round, person=EVA, district=district, email="eva@example.org")
    eva = User.objects.get(email="eva@example.org")
    assert (entry.method, entry.level) == ("desk", 2)
    assert entry_of(eva, round) == entry
    assert cast_ballot(eva, round, district, ["P01"]).version == 1
    assert list(AuditEntry.objects.values_list("verb", flat=True))[-3:] == ["attest", "register", "prove"]


def test_who_has_no_address_is_on_the_roll_without_a_log_in(listed, registrar):
    round, district = listed
    attest(actor=registrar, now=NOW, round=round, person=EVA, district=district)
    assert RollEntry.objects.get().method == "desk"
    assert not User.objects.exclude(pk=registrar.pk).exists()


def test_the_desk_and_the_list_give_the_same_person_one_entry(listed, registrar, resident, mailoutbox):
    """Given somebody attested at the desk, when they match the list as well, then there is one entry, proved better."""
    round, district = listed
    written = replace(ADA, name="LINDHOLT Ada", postcode="7301ab")
    at_desk = attest(actor=registrar, now=NOW, round=round, person=written, district=district)
    asked = ask(actor=resident, now=NOW, round=round, person=ADA)
    matching._send_code.call(asked.pk)
    matched = confirm(actor=resident, now=NOW, round=round, code=mailoutbox[0].body.split("\n\n    ")[1][:9])
    assert matched.pk == at_desk.pk
    entry = RollEntry.objects.get()
    assert (entry.method, entry.level) == ("roll", 3)
    attest(actor=registrar, now=NOW, round=round, person=ADA, district=district)
    assert RollEntry.objects.get().level == 3


def test_who_is_known_elsewhere_is_not_attested_here(listed, registrar):
    round, _district = listed
    north = make_district("north", name="North")
    make_envelope(round, north)
    said = refusal(attest, actor=registrar, round=round, person=ADA, district=north)
    assert (said.reasons[0].code, said.reasons[0].field) == ("other_district", "district")
    assert "Riverside" in said.reasons[0].message


def test_a_namesake_of_the_same_day_is_asked_about(listed, registrar):
    round, district = listed
    moved = replace(ADA, postcode="7302 XX")
    said = refusal(attest, actor=registrar, round=round, person=moved, district=district)
    assert (said.reasons[0].code, said.reasons[0].field) == ("namesake", "is_another")
    assert not RollEntry.objects.exists()
    attest(actor=registrar, now=NOW, round=round, person=moved, district=district, is_another=True)
    assert RollEntry.objects.count() == 1


def test_two_registrars_cannot_attest_one_person_under_two_postcodes(listed, registrar):
    round, district = listed
    attest(actor=registrar, now=NOW, round=round, person=EVA, district=district)
    other = make_official(Role.REGISTRAR)
    said = refusal(attest, actor=other, round=round, person=replace(EVA, postcode="1"), district=district)
    assert said.reasons[0].code == "namesake"


def test_who_may_not_vote_is_not_attested():
    round, district = make_listed(min_age=16, min_level=3)
    registrar = make_official(Role.REGISTRAR, round)
    child = replace(EVA, born_on=date(2020, 1, 1))
    said = refusal(attest, actor=registrar, round=round, person=child, district=district)
    assert [reason.code for reason in said.reasons] == ["too_young", "level_too_low"]
    assert ListedPerson.objects.count() == 2


def test_nobody_attests_more_people_a_day_than_allowed(listed, registrar, settings):
    round, district = listed
    settings.ATTESTS_PER_DAY = 2
    for year in (1950, 1951):
        attest(actor=registrar, now=NOW, round=round, person=replace(EVA, born_on=date(year, 1, 1)), district=district)
    said = refusal(attest, actor=registrar, round=round, person=BO, district=district)
    assert said.kind is Kind.TOO_MANY
    tomorrow = NOW + timedelta(days=1)
    assert attest(actor=registrar, now=tomorrow, round=round, person=BO, district=district)


def test_an_address_that_is_none_puts_nobody_on_the_roll(listed, registrar):
    round, district = listed
    said = refusal(attest, actor=registrar, round=round, person=EVA, district=district, email="eva")
    assert said.reasons[0].code == "not_an_address"
    assert not RollEntry.objects.exists()


def test_only_a_registrar_of_this_round_attests_and_looks_up(listed, moderator):
    round, district = listed
    elsewhere = make_official(Role.REGISTRAR, make_round())
    for actor in (moderator, elsewhere, make_user()):
        assert refusal(attest, actor=actor, round=round, person=EVA, district=district).kind is Kind.FORBIDDEN
        assert refusal(look_up, actor=actor, round=round, person=EVA).kind is Kind.FORBIDDEN


def test_exactly_one_person_is_looked_up_and_the_record_keeps_it(listed, registrar):
    round, district = listed
    attest(actor=registrar, now=NOW, round=round, person=BO, district=district)
    bo, ada = (look_up(actor=registrar, now=NOW, round=round, person=person) for person in (BO, ADA))
    nobody = look_up(actor=registrar, now=NOW, round=round, person=EVA)
    assert bo.entry.method == "desk"
    assert (ada.entry, ada.listed.district) == (None, district)
    assert (nobody.entry, nobody.listed) == (None, None)
    assert AuditEntry.objects.filter(verb="look_up", actor=registrar).count() == 3
