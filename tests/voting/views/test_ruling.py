import re

import pytest
from django.urls import reverse

from city.models import Round
from city.rules.phases import PhaseKind
from tests.factories import make_category, make_contest, make_district, make_envelope, make_proposal

pytestmark = pytest.mark.django_db
URL = reverse("voting:desk_rule", args=["vote"])


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def make(**fields):
    """A round with a district whose first idea is about parks."""
    fields = {"frozen": False, "phase": PhaseKind.REVIEWING} | fields
    round, district = make_contest(slug="vote", district=make_district("riverside"), **fields)
    round.proposals.filter(pk=round.proposals.first().pk).update(category=make_category("parks"))
    return round, district


@pytest.fixture
def officer(client, election_officer):
    client.force_login(election_officer)
    return election_officer


def test_a_guest_signs_in_and_others_are_forbidden(client, resident, moderator):
    make()
    for go in (client.get, client.post):
        assert go(URL)["Location"].startswith(reverse("account_login"))
    for person in (resident, moderator):
        client.force_login(person)
        assert (client.get(URL).status_code, client.post(URL).status_code) == (403, 403)


def test_the_recommended_rule_stands_first_and_the_present_one_is_chosen(client, officer):
    make()
    page = client.get(URL)
    assert page.status_code == 200
    assert re.findall(r'name="rule" value="([^"]*)"', page.content.decode())[0] == "equal-shares"
    assert re.search(r'value="greedy"[^>]* checked', page.content.decode())
    assert re.search(r"Equal shares, then votes recommended", text(page))


def test_what_is_typed_is_stored_and_shown_again(client, officer):
    round, _ = make()
    one, other, _ = round.proposals.order_by("pk").values_list("pk", flat=True)
    make_category("roads")
    typed = {"rule": "greedy", "threshold": "2", "part_funding": "80", "min_votes": "5", "min_turnout": "20"}
    pair = {"cap_parks": "30 %", "incompatible": f"\n{other} + {one}\n"}
    page = client.post(URL, typed | pair, follow=True)
    assert "The rule is set." in text(page)
    stored = Round.objects.get()
    assert (stored.rule, stored.rule_parameters) == ("greedy", {"threshold": "2", "part_funding": "80"})
    assert stored.constraints == {
        "min_votes": 5,
        "min_turnout": 20,
        "caps": {"parks": "30%"},
        "incompatible": [[one, other]],
    }
    again = client.get(URL).content.decode()
    for value in ('value="2"', 'value="80"', 'value="5"', 'value="20"', 'value="30%"', f"{one} + {other}"):
        assert value in again


def test_a_cap_is_an_amount_in_the_currency_too_and_nothing_typed_is_no_limit(client, officer):
    make(constraints={"min_votes": 3}, rule_parameters={"rank": "density"})
    client.post(URL, {"rule": "greedy", "cap_parks": "12 000,50"})
    stored = Round.objects.get()
    assert (stored.constraints, stored.rule_parameters) == ({"caps": {"parks": 12_000_50}}, {"rank": "density"})
    assert 'value="12000.50"' in client.get(URL).content.decode()
    client.post(URL, {"rule": "equal-shares"})
    stored = Round.objects.get()
    assert (stored.rule, stored.constraints, stored.rule_parameters) == ("equal-shares", {}, {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rule": ""}, "The rule: Choose a rule."),
        ({"rule": "by-the-weather"}, "The rule: Select a valid choice."),
        ({"rule": "equal-shares", "threshold": "5"}, "Votes to be in the running: The rule you chose does not have"),
        ({"rule": "greedy-threshold"}, "Votes to be in the running: Say how many votes it takes"),
        ({"part_funding": "101"}, "Pay a part, from this percentage: At most 100."),
        ({"min_votes": "fifty"}, "Votes an idea needs: Use figures only"),
        ({"min_turnout": "-1"}, "Ballots a district needs: Ensure this value is greater than or equal to 0."),
        ({"cap_parks": "130%"}, "Parks: A percentage is a whole number from 0% to 100%"),
        ({"cap_parks": "a lot"}, "Parks: We cannot read “a lot” as an amount."),
        ({"incompatible": "\nbench <b> slide"}, "Line 2, “bench &lt;b&gt; slide”, is no pair."),
        ({"incompatible": "99998 + 99999"}, "Line 1: there is no idea number 99998 in this round."),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_typed_is_lost(client, officer, typed, said):
    make()
    page = client.post(URL, {"rule": "greedy", "min_turnout": "77"} | typed)
    assert page.status_code == 422
    assert said in re.sub(r"\s+", " ", re.sub(r"</?(?!b>)[a-z][^>]*>", " ", page.content.decode()))
    for value in {"min_turnout": "77"} | typed:
        assert value in page.content.decode()
    assert Round.objects.get().constraints == {}


def test_two_ideas_of_different_districts_are_no_pair(client, officer):
    round, _ = make()
    other = make_district("north")
    make_envelope(round, other)
    here, there = round.proposals.first(), make_proposal(round, other)
    page = client.post(URL, {"rule": "greedy", "incompatible": f"{here.pk} {there.pk}"})
    assert "Line 1: these two stand in different districts" in text(page)


def test_a_frozen_round_shows_its_rule_and_takes_no_other(client, officer):
    make(frozen=True, phase=PhaseKind.VOTING, constraints={"min_votes": 3})
    page = client.get(URL)
    assert "An idea with fewer than 3 votes is not funded." in text(page)
    assert "Set the rule" not in text(page)
    page = client.post(URL, {"rule": "equal-shares"})
    assert page.status_code == 409
    assert "The round is frozen. Its rule cannot change any more." in text(page)
    assert Round.objects.get().rule == "greedy"


def test_out_of_season_the_page_shows_the_rule_and_says_when_it_is_set(client, officer):
    make(phase=PhaseKind.VOTING)
    page = client.get(URL)
    assert "The rule is set while ideas are collected or checked." in text(page)
    assert "Set the rule" not in text(page)
    assert client.post(URL, {"rule": "equal-shares"}).status_code == 409
    assert Round.objects.get().rule == "greedy"


def test_the_desk_leads_there_and_the_public_page_says_what_is_asked(client, officer):
    make(constraints={"min_votes": 3})
    assert URL in client.get(reverse("voting:desk_round", args=["vote"])).content.decode()
    assert "An idea with fewer than 3 votes is not funded." in text(client.get(Round.objects.get().get_absolute_url()))
