import re

import pytest
from django.urls import reverse

from city.rules.roles import Role
from proposals.models import Proposal, StatusName
from tests.factories import make_contest, make_district, make_envelope, make_official, make_proposal
from tests.voting.views.test_desk import text
from voting.models import PendingCast

pytestmark = pytest.mark.django_db
URL = reverse("voting:desk_previews", args=["vote"])


def ballot(code="riverside"):
    return reverse("voting:desk_preview", args=["vote", code])


@pytest.fixture
def make(client, election_officer):
    """A city with two districts and a purse for the whole of it, and one district without a purse."""
    client.force_login(election_officer)
    make_district("hill")

    def made(**fields):
        round, district = make_contest(
            slug="vote", district=make_district("riverside"), frozen=False, ballot_kind="knapsack", **fields
        )
        for place in (make_district("north"), make_district("city", is_citywide=True)):
            make_envelope(round, place)
            make_proposal(round, place, cost_minor=1_000_00)
        return round, district

    return made


@pytest.mark.parametrize(
    ("may_vote_in", "given"),
    [
        ("home", {"Riverside": ["Riverside"], "North": ["North"]}),
        (
            "home_and_city",
            {"Hill": ["City"], "Riverside": ["Riverside", "City"], "North": ["North", "City"]},
        ),
        ("any", {home: ["Riverside", "North", "City"] for home in ("Hill", "Riverside", "North")}),
    ],
)
def test_every_kind_of_voter_with_their_ballots(client, make, may_vote_in, given):
    make(may_vote_in=may_vote_in, may_vote_in_count=2)
    page = client.get(URL).content.decode()
    rows = re.findall(r'<th scope="row">(\w+)</th><td>(.*?)</td>', page)
    found = {home: re.findall(r">(\w+)</a>", ballots) for home, ballots in rows}
    assert {home: sorted(ballots) for home, ballots in found.items()} == {
        home: sorted(ballots) for home, ballots in given.items()
    }
    assert ("up to 2 districts" in text(client.get(URL))) is (may_vote_in == "any")
    for code in ("riverside", "north", "city"):
        assert client.get(ballot(code)).status_code == 200


def test_the_ballot_before_the_freeze_has_everything_but_a_way_to_cast_it(client, make):
    round, _district = make()
    page = client.get(ballot()).content.decode()
    for title in round.proposals.filter(district__code="riverside").values_list("title", flat=True):
        assert title in page
    for code in ("P01", "P02", "P03"):
        assert f'value="{code}"' in page
    assert "Nothing can be cast from here." in page
    shown = page.split('<div id="ballot"')[1].split('id="ballot-words"')[0]
    for way in ("<form", "action=", 'type="submit"', "csrfmiddlewaretoken", "/check/", "/cast/"):
        assert way not in shown
    assert client.post(ballot()).status_code == 405
    assert not PendingCast.objects.exists()
    assert not Proposal.objects.filter(status=StatusName.LISTED).exists()


def test_after_the_freeze_it_is_the_ballot_that_was_fixed(client, election_officer):
    client.force_login(election_officer)
    make_contest(slug="vote", district=make_district("riverside"))
    assert "The ballots as they were fixed." in text(client.get(URL))
    assert 'value="P03"' in client.get(ballot()).content.decode()
    assert client.get(ballot("north")).status_code == 404


def test_without_dates_or_purses_there_is_nothing_to_see_yet(client, make):
    round, _district = make()
    round.phases.all().delete()
    assert "The vote needs dates" in text(client.get(URL))
    assert client.get(ballot()).status_code == 404


def test_without_a_purse_nobody_is_given_a_ballot(client, make):
    round, _district = make()
    round.envelopes.all().delete()
    assert "No district has a purse in this round." in text(client.get(URL))


def test_only_the_desk_sees_them(client, make, resident, moderator):
    make()
    for person in (resident, moderator):
        client.force_login(person)
        assert [client.get(address).status_code for address in (URL, ballot())] == [403, 403]
    client.force_login(make_official(Role.AUDITOR))
    assert [client.get(address).status_code for address in (URL, ballot())] == [200, 200]
