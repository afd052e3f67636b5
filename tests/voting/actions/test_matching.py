"""The roll match, from the facts to the vote."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from city.models import AuditEntry, Residency
from city.rules.refusal import Kind, Refused
from tests.factories import NOW, make_district, make_user, make_voter
from tests.voting.people import ADA, BO, LIST, make_listed
from voting.actions import matching
from voting.actions.matching import ask, confirm
from voting.models import CodeRequest, RollEntry
from voting.queries.roll import entry_of
from voting.rules.identity import Person

pytestmark = pytest.mark.django_db
NOBODY = Person("Nobody Here", date(1970, 1, 1), "7301 AB")


@pytest.fixture
def listed():
    return make_listed()


@pytest.fixture
def code(mailoutbox):
    """Asks, lets the worker look, and gives the code of the mail; "" where none came."""

    def ask_for(user, round, person=ADA, now=NOW):
        before = len(mailoutbox)
        asked = ask(actor=user, now=now, round=round, person=person)
        matching._send_code.call(asked.pk)
        return re.search(r"\d{4}-\d{4}", mailoutbox[-1].body)[0] if len(mailoutbox) > before else ""

    return ask_for


def refusal(act, **given):
    with pytest.raises(Refused) as caught:
        act(now=given.pop("now", NOW), **given)
    return caught.value


def test_who_types_the_code_is_on_the_roll_where_the_list_says(listed, code, resident, mailoutbox):
    round, district = listed
    entry = confirm(actor=resident, now=NOW, round=round, code=code(resident, round))
    assert mailoutbox[0].to == ["ada@list.example"]
    assert (entry.district, entry.method, entry.level, entry.verified_on) == (district, "roll", 3, NOW.date())
    assert entry_of(resident, round) == entry
    assert list(AuditEntry.objects.values_list("verb", flat=True))[-3:] == ["ask_code", "prove", "match"]


def test_the_trail_does_not_join_the_log_in_to_the_entry(listed, code, resident):
    round, _district = listed
    entry = confirm(actor=resident, now=NOW, round=round, code=code(resident, round))
    assert not AuditEntry.objects.filter(subject_key=str(entry.pk)).exists()


@pytest.mark.parametrize("person", [NOBODY, BO, replace(ADA, postcode="7302")], ids=["unknown", "no address", "moved"])
def test_whom_the_list_does_not_know_is_answered_alike_and_gets_nothing(listed, code, resident, person):
    round, _district = listed
    assert code(resident, round, person) == ""
    assert refusal(confirm, actor=resident, round=round, code="1234-5678").reasons[0].code == "wrong_code"
    assert not RollEntry.objects.exists()


def test_the_same_person_however_written_has_one_entry(listed, code, resident):
    round, _district = listed
    written = Person("dr. LINDHOLT,  Ádá", ADA.born_on, "7301ab")
    first = confirm(actor=resident, now=NOW, round=round, code=code(resident, round))
    other = make_user()
    second = confirm(actor=other, now=NOW, round=round, code=code(other, round, written))
    assert first == second
    assert RollEntry.objects.count() == 1
    assert (entry_of(resident, round), entry_of(other, round)) == (None, first)


def test_a_code_is_tried_five_times_and_no_more(listed, code, resident):
    round, _district = listed
    right = code(resident, round)
    wrong = "0000-0001" if right != "0000-0001" else "0000-0002"
    codes = [refusal(confirm, actor=resident, round=round, code=wrong).reasons[0].code for _ in range(5)]
    assert codes == ["wrong_code"] * 5
    assert refusal(confirm, actor=resident, round=round, code=right).reasons[0].code == "no_code"
    assert CodeRequest.objects.get().tries == 5


def test_a_code_is_good_for_ten_minutes_and_once(listed, code, resident):
    round, _district = listed
    right = code(resident, round)
    late = refusal(confirm, actor=resident, round=round, code=right, now=NOW + timedelta(minutes=10))
    assert late.reasons[0].code == "no_code"
    confirm(actor=resident, now=NOW, round=round, code=right.replace("-", " "))
    assert refusal(confirm, actor=resident, round=round, code=right).reasons[0].code == "no_code"


def test_a_code_is_for_the_log_in_and_the_round_that_asked(listed, code, resident, moderator):
    round, _district = listed
    right = code(resident, round)
    assert refusal(confirm, actor=moderator, round=round, code=right).reasons[0].code == "no_code"


def test_the_code_is_kept_as_a_hash(listed, code, resident):
    right = code(resident, listed[0]).replace("-", "")
    assert right not in repr(CodeRequest.objects.values())


def test_nobody_asks_more_than_five_times_a_day(listed, resident):
    round, _district = listed
    for _ in range(5):
        ask(actor=resident, now=NOW, round=round, person=NOBODY)
    assert refusal(ask, actor=resident, round=round, person=ADA).kind is Kind.TOO_MANY
    assert ask(actor=resident, now=NOW + timedelta(days=1, seconds=1), round=round, person=ADA)


def test_nobody_is_sent_more_than_three_codes_an_hour(listed, code):
    round, _district = listed
    sent = [bool(code(make_user(), round)) for _ in range(5)]
    assert sent == [True, True, True, False, False]
    assert code(make_user(), round, now=NOW + timedelta(hours=1, seconds=1))


def test_a_task_that_comes_twice_or_too_late_sends_nothing(listed, code, resident, mailoutbox):
    code(resident, listed[0])
    matching._send_code.call(CodeRequest.objects.get().pk)
    matching._send_code.call(0)
    assert len(mailoutbox) == 1


def test_what_was_typed_is_refused_before_anybody_looks(resident):
    round, _district = make_listed(min_age=16, postcodes=["7301 AB"])
    child = replace(ADA, born_on=date(2020, 1, 1), postcode="9999")
    said = refusal(ask, actor=resident, round=round, person=child)
    assert [(reason.code, reason.field) for reason in said.reasons] == [
        ("too_young", "born_on"),
        ("other_postcode", "postcode"),
    ]
    assert not CodeRequest.objects.exists()


def test_whose_district_has_no_vote_is_told_so_with_the_code(resident, code):
    make_district("north")
    round, _district = make_listed(LIST[1].replace("Ada", "Eva").replace("riverside", "north"))
    said = refusal(confirm, actor=resident, round=round, code=code(resident, round, replace(ADA, name="Eva Lindholt")))
    assert said.reasons[0].code == "no_vote_here"
    assert not RollEntry.objects.exists()


def test_who_is_on_the_roll_asks_no_more(listed):
    round, district = listed
    voter = make_voter(round, district)
    assert refusal(ask, actor=voter, round=round, person=ADA).reasons[0].code == "on_roll"


def test_the_roll_is_closed_when_the_vote_is(listed, resident):
    round, _district = listed
    after = NOW + timedelta(days=30)
    assert refusal(ask, actor=resident, round=round, person=ADA, now=after).reasons[0].code == "roll_not_open"
    assert refusal(confirm, actor=resident, round=round, code="1", now=after).reasons[0].code == "roll_not_open"


@pytest.mark.parametrize("contact", ["same@list.example,", ",06 22222222"])
def test_one_address_or_telephone_stands_behind_a_household_and_no_street(settings, code, contact):
    settings.ROLL_PER_CONTACT = 2
    names = ["Anna", "Berta", "Carla"]
    more = [f"Dorn,{name},1980-01-0{day},7301,riverside,{contact}" for day, name in enumerate(names, start=1)]
    if contact.startswith(","):
        more = [
            line.replace("riverside,,", f"riverside,{name}@list.example,")
            for line, name in zip(more, names, strict=True)
        ]
    round, _district = make_listed(*more)
    people = [Person(f"{name} Dorn", date(1980, 1, day), "7301") for day, name in enumerate(names, start=1)]
    users = [make_user() for _ in people]
    for user, person in list(zip(users, people, strict=True))[:2]:
        confirm(actor=user, now=NOW, round=round, code=code(user, round, person))
    said = refusal(confirm, actor=users[2], round=round, code=code(users[2], round, people[2]))
    assert said.reasons[0].code == "contact_shared"
    assert RollEntry.objects.count() == 2
    assert Residency.objects.count() == 2


def test_a_wrong_residency_is_overwritten_by_the_proof(listed, code, resident):
    round, district = listed
    confirm(actor=resident, now=NOW, round=round, code=code(resident, round))
    assert (resident.residency.district, resident.residency.method) == (district, "roll")
    assert len(resident.residency.person_hmac) == 64
