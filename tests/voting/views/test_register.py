"""Can I vote here? The page, the roll match behind it, and that it tells nobody who is on the city's list."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.rules.phases import PhaseKind
from tests.factories import NOW, add_phase, make_contest, make_envelope, make_round, make_user, make_voter
from tests.voting.people import make_listed
from voting.actions import matching
from voting.models import CodeRequest, RollEntry
from voting.queries.roll import entry_of

pytestmark = pytest.mark.django_db
KNOWN = {"name": "Ada Lindholt", "born_on": "31.5.1984", "postcode": "7301 AB"}
UNKNOWN = KNOWN | {"name": "Ida Lindholt"}


@pytest.fixture
def listed():
    return make_listed(slug="spring")


def text(answer):
    return answer.content.decode()


def register(client, path=""):
    return client.get(f"/rounds/spring/register/{path}")


def test_a_guest_is_told_the_terms_and_the_ways(client, listed):
    page = text(register(client))
    assert "Sign in and begin" in page
    assert "Come to the city’s desk" in page
    assert client.get("/rounds/spring/register/roll/").url == "/accounts/login/?next=/rounds/spring/register/roll/"


def test_who_is_on_the_roll_is_told_so(client, listed):
    client.force_login(make_voter(*listed))
    page = text(register(client))
    assert "you are on the roll of Riverside" in page
    assert "Begin" not in page


def test_before_the_vote_it_says_when_it_opens(client):
    round, district = make_contest(slug="spring", frozen=False, phase=PhaseKind.REVIEWING)
    add_phase(round, PhaseKind.VOTING, opens=20, days=5)
    client.force_login(make_voter(round, district))
    assert "The vote opens on" in text(register(client))


def test_terms_and_what_they_ask_are_all_there(client):
    round = make_round("spring", min_age=16, postcodes=["7301 AB"], min_level=3)
    page = text(register(client))
    assert "16 or older on" in page
    assert "7301 AB" in page
    assert "Come to the city’s desk" not in page  # the desk's proof is not strong enough here
    assert round.min_level == 3


def test_who_is_on_the_roll_of_a_district_without_a_vote_is_told_so(client, listed):
    round, district = listed
    client.force_login(make_voter(round, district))
    round.envelopes.all().delete()
    make_envelope(round, make_contest()[1])
    assert "This district has no vote in this round" in text(register(client))


def test_after_the_vote_nobody_comes_onto_the_roll(client, listed, resident):
    round, _district = listed
    round.phases.update(opens_at=NOW - timedelta(days=9), closes_at=NOW)
    client.force_login(resident)
    assert "The roll is closed" in text(register(client))
    assert client.post("/rounds/spring/register/roll/", KNOWN).status_code == 409


def test_the_whole_way_from_the_refusal_to_the_ballot(client, listed, resident, mailoutbox):
    client.force_login(resident)
    assert "/rounds/spring/register/" in text(client.get("/rounds/spring/vote/"))
    answer = client.post("/rounds/spring/register/roll/", KNOWN)
    assert answer.url == "/rounds/spring/register/roll/?code"
    matching._send_code.call(CodeRequest.objects.get().pk)
    code = re.search(r"\d{4}-\d{4}", mailoutbox[0].body)[0]
    answer = client.post(answer.url, {"code": code})
    assert answer.url == "/rounds/spring/vote/"
    assert entry_of(resident, listed[0]).district == listed[1]


def test_before_the_vote_the_way_ends_where_it_began(client, resident, mailoutbox):
    round, _district = make_listed(slug="spring")
    round.phases.update(kind=PhaseKind.PROPOSING.value)
    client.force_login(resident)
    client.post("/rounds/spring/register/roll/", KNOWN)
    matching._send_code.call(CodeRequest.objects.get().pk)
    code = re.search(r"\d{4}-\d{4}", mailoutbox[0].body)[0]
    assert client.post("/rounds/spring/register/roll/?code", {"code": code}).url == "/rounds/spring/register/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"born_on": "31/5/84"}, "We cannot read “31/5/84” as a day"),
        ({"born_on": ""}, "Type the birth date"),
        ({"name": "Ada 2"}, "A name has letters and no figures"),
        ({"name": "---"}, "A name has letters and no figures"),
        ({"postcode": "--"}, "A postcode has figures or letters"),
        ({"born_on": "31.5.1784"}, "the year cannot be right"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(client, listed, resident, typed, said):
    client.force_login(resident)
    answer = client.post("/rounds/spring/register/roll/", KNOWN | typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="7301 AB"' in text(answer) or "postcode" in typed
    assert not CodeRequest.objects.exists()


def test_a_wrong_code_and_no_code_are_said_at_the_field(client, listed, resident):
    client.force_login(resident)
    for code, status in (("", 422), ("12345678", 409)):
        answer = client.post("/rounds/spring/register/roll/?code", {"code": code})
        assert answer.status_code == status
        assert "id_code_error" in text(answer)


@pytest.mark.parametrize("check", ["desk", "magic"])
def test_a_check_without_a_page_is_not_found(client, listed, resident, check):
    client.force_login(resident)
    assert register(client, f"{check}/").status_code == 404


def answers(client, round, facts):
    """What somebody new sees on the way, without the token of each form."""
    client.force_login(make_user())
    client.get("/rounds/spring/register/roll/")
    asked = client.post("/rounds/spring/register/roll/", facts)
    matching._send_code.call(CodeRequest.objects.latest("pk").pk)
    pages = [client.get(asked.url), client.post(asked.url, {"code": "0000-0001"})]
    seen = [re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text(page)) for page in pages]
    return (
        asked.status_code,
        asked.url,
        dict(asked.headers) | {"Expires": ""},
        [page.status_code for page in pages],
        seen,
    )


def test_the_list_tells_nobody_whom_it_knows(client, listed):
    known, unknown = (answers(client, listed[0], facts) for facts in (KNOWN, UNKNOWN))
    assert known == unknown


def test_asking_about_somebody_known_is_as_much_work_as_about_nobody(client, listed):
    """Whether the list knows somebody is for the worker to look up: the request runs the same statements either way."""
    done = []
    for facts in (KNOWN, UNKNOWN):
        client.force_login(make_user())
        with CaptureQueriesContext(connection) as asked:
            client.post("/rounds/spring/register/roll/", facts)
        done.append([re.sub(r"'[^']*'|\b\d[\d.e+]*|\bs\d+_x\d+", "?", query["sql"]) for query in asked])
    assert done[0] == done[1]
    assert not [statement for statement in done[0] if "voting_listedperson" in statement]


def test_everybody_sees_how_many_are_on_the_roll_but_no_handful(client, listed):
    round, district = listed
    for _ in range(15):
        make_voter(round, district)
    RollEntry.objects.filter(pk__in=list(RollEntry.objects.values_list("pk", flat=True)[:3])).update(method="desk")
    page = text(client.get("/rounds/spring/roll/"))
    assert "fewer than 10" in page
    assert "not shown" in page
    assert ">12<" not in re.sub(r"\s", "", page)
    shown = client.get("/api/v1/rounds/spring/roll").json()
    assert shown["areas"] == [{"district": "riverside", "total": 15, "by_method": {"roll": None, "desk": None}}]


def test_a_small_roll_is_not_shown_at_all(client, listed):
    make_voter(*listed)
    assert client.get("/api/v1/rounds/spring/roll").json() == {
        "round": "spring",
        "least": 10,
        "areas": [{"district": "riverside", "total": None, "by_method": {"roll": None}}],
    }
