import re

import pytest
from django.urls import reverse

from city.models import District, Round
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from tests.factories import make_contest, make_district, make_official
from tests.voting.views.test_desk import text
from voting.queries.terms import drafted

pytestmark = pytest.mark.django_db
URL = reverse("voting:desk_terms", args=["vote"])
TYPED = {
    "kind": "approval",
    "max_choices": "4",
    "max_spend_minor": "8 000,50",
    "may_vote_in": "home",
    "min_age": "16",
    "min_level": "2",
    "postcodes": "7301 AB\n 7301  AC, 7302",
    "visibility": "daily",
    "k": "20",
    "voting_opens_at": "2030-05-01T08:00",
    "voting_closes_at": "2030-05-14T20:00",
    "purse_riverside": "12 000",
}


def make(**fields):
    make_district("north")
    return make_contest(slug="vote", district=make_district("riverside"), frozen=False, **fields)[0]


@pytest.fixture
def officer(client, election_officer):
    client.force_login(election_officer)
    return election_officer


def wrong(client, **typed):
    page = client.post(URL, TYPED | typed)
    assert page.status_code == 422
    return re.sub(r"\s+", " ", re.sub(r"</?(?!b>)[a-z][^>]*>", " ", page.content.decode()))


def test_a_guest_signs_in_others_are_forbidden_and_an_auditor_reads(client, resident, moderator):
    make()
    for go in (client.get, client.post):
        assert go(URL)["Location"].startswith(reverse("account_login"))
    for person in (resident, moderator):
        client.force_login(person)
        assert (client.get(URL).status_code, client.post(URL, TYPED).status_code) == (403, 403)
    client.force_login(make_official(Role.AUDITOR))
    assert "Set the terms" not in text(client.get(URL))
    assert client.post(URL, TYPED).status_code == 403


def test_what_is_typed_is_stored_and_shown_again(client, officer):
    make()
    page = client.post(URL, TYPED, follow=True)
    assert "The terms are set." in text(page)
    terms = drafted(Round.objects.get())
    assert (terms.max_choices, terms.max_spend_minor, terms.min_choices, terms.k) == (4, 8_000_50, 0, 20)
    assert (terms.min_age, terms.min_level, terms.postcodes) == (16, 2, ["7301 AB", "7301 AC", "7302"])
    assert (terms.visibility, terms.purses, [*terms.seasons]) == ("daily", {"riverside": 12_000_00}, [PhaseKind.VOTING])
    again = client.get(URL).content.decode()
    for value in ('value="8000.50"', 'value="12000"', 'value="2030-05-14T20:00"', "7301 AB\n7301 AC\n7302"):
        assert value in again
    before = drafted(Round.objects.get())
    fields = re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', again)
    sent = {name: value for name, value in fields if name != "csrfmiddlewaretoken"} | TYPED
    client.post(URL, sent)
    assert drafted(Round.objects.get()) == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": "by-hand"}, "The ballot: Select a valid choice."),
        ({"min_choices": "5"}, "Ideas a ballot names at most: Give 5 or more, or leave it empty for no limit."),
        ({"max_choices": "many"}, "Ideas a ballot names at most: Use figures only"),
        ({"kind": "points"}, "Points each voter has: Say how many points each voter has to give."),
        ({"kind": "ranking", "scoring": "1, 3"}, "What each place is worth: Give whole numbers above zero"),
        ({"kind": "ranking", "scoring": "first"}, "What each place is worth: Write whole numbers"),
        ({"kind": "ranking", "scoring": "1000000"}, "What each place is worth: No place is worth more than 100000."),
        ({"may_vote_in": "any", "may_vote_in_count": "9"}, "In how many districts: Give a number from 1 to 1"),
        ({"min_age": "130"}, "Years a voter has lived: Give 120 years at most."),
        ({"min_level": "9"}, "How well people prove where they live: Select a valid choice."),
        ({"postcodes": "7301, ??"}, "Postcodes whose residents may vote: “??” is no postcode."),
        ({"k": "3"}, "Ballots mixed at a time: Give a number from 10 to 1000"),
        ({"voting_closes_at": ""}, "Voting ends: Give both moments, or neither."),
        ({"voting_closes_at": "soon"}, "Voting ends: Give day and time"),
        ({"voting_closes_at": "2030-04-01T08:00"}, "Voting ends: It closes after it opens."),
        (
            {"proposing_opens_at": "2030-04-01T08:00", "proposing_closes_at": "2030-05-02T08:00"},
            "Voting begins: The vote opens once no ideas are collected any more.",
        ),
        ({"purse_riverside": "0"}, "Riverside: Leave it empty where the district has no purse."),
        ({"purse_riverside": "a lot"}, "Riverside: We cannot read “a lot” as an amount."),
        ({"min_spend_minor": "20 000", "max_spend_minor": ""}, "at least: A purse holds less than that"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_typed_is_lost(client, officer, typed, said):
    before = drafted(make())
    page = wrong(client, **typed)
    assert said in page
    assert "12 000" in client.post(URL, TYPED | {"k": "3"}).content.decode()
    assert drafted(Round.objects.get()) == before


def test_a_frozen_round_takes_no_other_terms(client, officer):
    make_contest(slug="vote", district=make_district("riverside"))
    before = drafted(Round.objects.get())
    assert "Nobody can change them since." in text(client.get(URL))
    assert "Set the terms" not in text(client.get(URL))
    page = client.post(URL, TYPED)
    assert page.status_code == 409
    assert drafted(Round.objects.get()) == before


class TestMending:
    def desk(self, client):
        return client.get(reverse("voting:desk_round", args=["vote"])).content.decode()

    def test_what_is_missing_leads_to_where_it_is_mended(self, client, officer):
        round = make(rule="by-the-weather")
        round.phases.all().delete()
        round.proposals.update(status="hidden")
        page = self.desk(client)
        for words, address in (
            ("Give the vote its dates.", URL),
            ("The outcome rule cannot be used.", reverse("voting:desk_rule", args=["vote"])),
            ("Riverside has no proposal", reverse("proposals:proposals", args=["vote"])),
        ):
            assert re.search(rf"{words}[^<]*<a href=\"{address}\"", page), words
        District.objects.filter(code="riverside").first().envelopes.all().delete()
        assert re.search(rf"Give at least one district an envelope. <a href=\"{URL}\"", self.desk(client))

    def test_who_also_reviews_is_led_to_the_proposals_at_the_desk(self, client, officer):
        make(costs=())
        officer.grants.create(role=Role.REVIEWER.value)
        assert f"{reverse('proposals:inbox')}?round=vote" in self.desk(client)

    def test_a_ballot_nobody_could_fill_in_is_missing_something(self, client, officer):
        make(min_choices=4)
        assert "Every ballot names at least 4 ideas, and Riverside has 3: nobody could vote." in text(
            client.get(reverse("voting:desk_round", args=["vote"]))
        )
