import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from city.models import District
from tests.factories import (
    NOW,
    cast_ballot,
    make_contest,
    make_district,
    make_envelope,
    make_proposal,
    make_round,
    make_user,
    make_voter,
)
from tests.voting.views.booth import cast, check, close, text, ticked_in, url
from voting.actions.freezing import freeze

pytestmark = pytest.mark.django_db


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


class TestTheWayIn:
    @pytest.mark.parametrize("name", ["vote", "ballot", "done"])
    def test_a_guest_signs_in_and_comes_back(self, client, contest, name):
        response = client.get(url(name))
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('account_login')}?next={url(name)}"

    @pytest.mark.parametrize("name", ["check", "cast"])
    def test_a_guest_who_posts_comes_back_to_the_vote(self, client, contest, name):
        response = client.post(url(name), {"choices": ["P01"]})
        assert response["Location"].endswith(f"?next={url('vote')}")

    def test_one_contest_is_gone_to_straight(self, client, voter):
        assert client.get(url("vote"))["Location"] == url("ballot")

    def test_who_is_not_on_the_roll_is_told_what_to_do(self, client, contest):
        client.force_login(make_user("stranger@example.org"))
        for name in ("vote", "ballot", "done"):
            response = client.get(url(name))
            assert response.status_code == 403
            assert "not on the roll" in text(response)
            assert "desk" in text(response)

    def test_a_round_that_has_not_opened_says_when_it_will(self, client):
        make_contest(slug="vote", opens=3)
        response = client.get(url("vote"))
        assert response.status_code == 409
        assert "not open yet" in text(response)
        assert "It runs from" in text(response)

    def test_a_closed_round_says_so_to_guests_and_voters(self, client, contest, voter):
        close(contest[0])
        for response in (client.get(url("vote")), client.get(url("ballot")), check(client, "P01")):
            assert response.status_code == 410
            assert "The vote is closed" in text(response)
        client.logout()
        assert client.get(url("vote")).status_code == 410

    def test_an_unknown_round_is_not_found(self, client):
        assert client.get(url("vote")).status_code == 404

    def test_a_district_without_a_vote_is_not_found(self, client, contest, voter):
        response = client.get(url("ballot", "nowhere"))
        assert response.status_code == 404
        assert "no vote in this round" in text(response)


class TestSeveralContests:
    @pytest.fixture
    def round(self, client):
        round = make_round("vote", may_vote_in="home_and_city", ballot_kind="knapsack")
        home, city = make_district("riverside", position=1), make_district("city", is_citywide=True, position=2)
        for district in (home, city, make_district("north-gate")):
            make_envelope(round, district)
            make_proposal(round, district, cost_minor=4_000_00)
        freeze(actor=None, now=NOW, round=round)
        self.voter = make_voter(round, home)
        client.force_login(self.voter)
        return round

    def test_they_are_offered_with_what_is_still_open(self, client, round):
        cast_ballot(self.voter, round, District.objects.get(code="riverside"), ["P01"])
        page = client.get(url("vote"))
        assert page.status_code == 200
        assert "Riverside" in text(page)
        assert "City" in text(page)
        assert "North Gate" not in text(page)
        assert "Ballot in, version 1" in text(page)
        assert "One ballot of yours is still to be cast" in text(page)

    def test_a_receipt_names_the_contest_still_open(self, client, round):
        page = cast(client, "P01")
        assert "Your ballot is still to be cast in: City" in text(page)
        page = client.get(url("done"))
        assert "Your ballot is still to be cast in: City" in text(page)

    def test_only_ones_own_district_is_open(self, client, round):
        response = client.get(url("ballot", "north-gate"))
        assert response.status_code == 403
        assert "You are on the roll of Riverside" in text(response)

    def test_in_a_round_of_any_districts_it_says_in_how_many_more_and_names_them(self, client, round):
        type(round).objects.update(may_vote_in="any", may_vote_in_count=3)
        assert "You may vote in 3 districts" in text(client.get(url("vote")))
        for page in (cast(client, "P01"), client.get(url("done"))):
            assert "You may vote in 2 more districts Whichever you like of:" in text(page)
            named = page.content.decode().partition("Whichever you like of:")[2].partition("</p>")[0]
            assert [url("ballot", code) in named for code in ("riverside", "city", "north-gate")] == [False, True, True]
        cast_ballot(self.voter, round, District.objects.get(code="city"), ["P01"])
        assert "You may vote in one more district Whichever you like of: North Gate" in text(client.get(url("done")))

    def test_who_has_voted_in_as_many_as_allowed_is_sent_nowhere_else(self, client, round):
        type(round).objects.update(may_vote_in="any", may_vote_in_count=1)
        assert "Whichever you like of:" not in text(cast(client, "P01"))
        assert "Whichever you like of:" not in text(client.get(url("done")))

    def test_with_one_district_nothing_else_is_open(self, client, round):
        type(round).objects.update(may_vote_in="home")
        page = text(cast(client, "P01"))
        assert "still to be cast in" not in page
        assert "Whichever you like" not in page

    def test_who_has_voted_in_as_many_as_allowed_is_told_before_filling_in_another(self, client, round):
        type(round).objects.update(may_vote_in="any", may_vote_in_count=1)
        cast_ballot(self.voter, round, District.objects.get(code="riverside"), ["P01"])
        page = client.get(url("vote"))
        assert "You have voted in as many districts as this round allows" in text(page)
        assert url("ballot") in page.content.decode()
        assert url("ballot", "north-gate") not in page.content.decode()

    def test_a_district_without_a_ballot_says_so(self, client, round):
        round.envelopes.filter(district__code="city").delete()
        client.force_login(make_voter(round, make_district("island")))
        response = client.get(url("vote"))
        assert response.status_code == 404
        assert "no vote in this round" in text(response)


class TestChoosing:
    def test_everything_on_the_ballot_is_a_box_to_tick(self, client, voter):
        page = client.get(url("ballot"))
        codes = re.findall(r'<input type="checkbox" name="choices" value="([^"]+)"', page.content.decode())
        assert sorted(codes) == ["P01", "P02", "P03"]
        assert "Not cast yet" in text(page)
        assert ticked_in(page) == set()

    def test_the_order_is_the_visitors_own_and_stays(self, client, contest, voter):
        def order(user):
            client.force_login(user)
            return re.findall(r'name="choices" value="([^"]+)"', client.get(url("ballot")).content.decode())

        people = [voter, *(make_voter(*contest) for _ in range(8))]
        orders = [order(user) for user in people]
        assert order(voter) == orders[0]
        assert len({tuple(found) for found in orders}) > 1

    def test_the_script_is_told_the_servers_own_limits(self, client, contest, voter):
        page = client.get(url("ballot")).content.decode()
        settings = json.loads(re.search(r'data-contest="([^"]*)"', page)[1].replace("&quot;", '"'))
        assert settings == {
            "round": "vote",
            "district": "riverside",
            "kind": "knapsack",
            "envelope": 10_000_00,
            "max_spend": 10_000_00,
            "max_choices": None,
            "min_choices": 0,
            "points": None,
            "max_points_each": None,
            "currency": "EUR",
            "per_unit": 100,
            "locale": "en",
            "prev": 0,
        }

    def test_each_persons_draft_has_a_key_of_its_own(self, client, contest, voter):
        def key():
            return re.search(r'data-draft-key="([^"]+)"', client.get(url("ballot")).content.decode())[1]

        first = key()
        assert key() == first
        client.force_login(make_voter(*contest))
        assert key() != first

    def test_approval_names_its_limits(self, client):
        round, district = make_contest(
            slug="vote", district=make_district("riverside"), min_choices=1, max_choices=2, max_spend_minor=9_000_00
        )
        client.force_login(make_voter(round, district))
        page = text(client.get(url("ballot")))
        for words in ("You may pick up to 2", "Pick at least one", "Together they may cost €9,000"):
            assert words in page

    @pytest.mark.parametrize(("length", "look"), [(19, "grid"), (20, "compact")])
    def test_a_ballot_of_twenty_and_more_is_a_list_one_can_search(self, client, length, look):
        contest = make_contest([100_00] * length, slug="vote", district=make_district("riverside"))
        client.force_login(make_voter(*contest))
        page = client.get(url("ballot")).content.decode()
        assert f'class="{look}" id="id_choices"' in page
        assert ("data-find" in page) == (look == "compact")

    @pytest.mark.parametrize(
        ("kind", "limit", "may_fill_up"),
        [
            ("knapsack", None, True),
            ("approval", 2, True),
            ("approval", None, False),
            ("choose-one", 1, False),
            ("ranking", 2, True),
            ("points", None, False),
        ],
    )
    def test_what_still_fits_is_offered_where_a_ballot_can_be_full(self, client, kind, limit, may_fill_up):
        contest = make_contest(slug="vote", district=make_district("riverside"), ballot_kind=kind, max_choices=limit)
        client.force_login(make_voter(*contest))
        assert ("Still fit" in text(client.get(url("ballot")))) == may_fill_up

    def test_a_ballot_that_is_in_counts_until_another_is_cast(self, client, contest, voter):
        cast_ballot(voter, *contest, ["P01"])
        page = text(client.get(url("ballot")))
        assert "Ballot in, version 1" in page
        assert "Changed, not cast yet: version 1 still counts" in page

    def test_choosing_one_is_an_approval_of_one(self, client):
        contest = make_contest(
            slug="vote", district=make_district("riverside"), ballot_kind="choose-one", max_choices=1
        )
        client.force_login(make_voter(*contest))
        page = client.get(url("ballot"))
        assert page.status_code == 200
        assert page.context["contest"].limits.max_choices == 1

    def test_as_many_queries_for_thirty_projects_as_for_one(self, client):
        counts = []
        for number, costs in enumerate(([100_00], [100_00] * 30)):
            district = make_district(f"place-{number}")
            round, _ = make_contest(costs, slug=f"vote-{number}", district=district)
            client.force_login(make_voter(round, district))
            address = reverse("voting:ballot", args=[round.slug, district.code])
            counts.append(queries_of(client, address))
        assert counts[0] == counts[1]
