import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from city.models import District
from city.rules.phases import PhaseKind
from tests.factories import (
    NOW,
    cast_ballot,
    make_contest,
    make_district,
    make_envelope,
    make_proposal,
    make_round,
    make_voter,
)
from tests.voting.canary import found_in
from voting.actions.freezing import freeze
from voting.actions.sealing import seal
from voting.actions.turnout import keep_turnout
from voting.models import Tally

pytestmark = pytest.mark.django_db


def look(client, query="", slug="vote"):
    return client.get(reverse("voting:live", args=[slug]) + query)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def row(response, code):
    return re.search(rf'<tr data-code="{code}".*?</tr>', response.content.decode(), re.DOTALL)[0]


def votes(response, code):
    return int(re.search(r'data-votes data-value="(\d+)"', row(response, code))[1])


def gained(response, code):
    return re.search(r"data-gained>([^<]*)<", row(response, code))[1]


@pytest.fixture
def contest():
    return make_contest(slug="vote", district=make_district("riverside"))


def vote_in(contest, count):
    for number in range(count):
        cast_ballot(make_voter(*contest), *contest, ["P01", "P02"] if number % 2 else ["P01"])
    keep_turnout(round=contest[0], now=NOW)


class TestWhilePeopleVote:
    def test_turnout_moves_at_once_and_the_count_with_the_mix(self, client, contest):
        vote_in(contest, 19)
        seal(now=NOW)
        page = look(client)
        assert '<span class="turn" data-live-cast="riverside">19</span>' in page.content.decode()
        assert votes(page, "P01") == 0
        vote_in(contest, 6)
        seal(now=NOW)
        page = look(client)
        assert 'data-live-sealed="riverside">15</b> of them are in this count' in page.content.decode()
        assert votes(page, "P01") == 15
        assert "100%" in row(page, "P01")

    def test_ideas_stand_in_ballot_order_and_nothing_is_won(self, client, contest):
        page = look(client)
        assert re.findall(r'data-code="([^"]+)"', page.content.decode()) == ["P01", "P02", "P03"]
        assert "This is a count, not a result" in text(page)

    def test_it_says_how_many_may_vote(self, client, contest):
        vote_in(contest, 1)
        make_voter(*contest)
        assert "50% of the 2 who may vote" in text(look(client))

    def test_scripts_are_told_which_round_moves(self, client, contest):
        assert 'data-live="vote"' in look(client).content.decode()

    def test_the_next_mix_fills_coin_by_coin(self, client, contest):
        vote_in(contest, 4)
        page = look(client)
        assert "0 of 10 ballots for the next mix" in text(page)
        assert "Staying behind now: 4" in text(page)
        vote_in(contest, 9)
        page = look(client)
        assert "3 of 10 ballots for the next mix" in text(page)
        assert re.search(r'<p class="dots".*?</p>', page.content.decode(), re.DOTALL)[0].count('class="on"') == 3

    def test_a_large_mix_is_one_bar(self, client):
        contest = make_contest(slug="vote", district=make_district("riverside"), k=100)
        vote_in(contest, 1)
        page = look(client)
        assert "0 of 100 ballots for the next mix" in text(page)
        assert 'class="dots"' not in page.content.decode()

    def test_before_the_first_mix_it_says_what_is_waited_for(self, client, contest):
        assert "No ballot is in the count yet" in text(look(client))

    def test_each_idea_says_what_the_last_mix_brought(self, client, contest):
        vote_in(contest, 25)
        assert gained(look(client), "P01") == "0"
        seal(now=NOW)
        assert gained(look(client), "P01") == "+15"
        assert gained(look(client), "P03") == "0"

    def test_most_votes_come_first_for_who_asks(self, client, contest):
        for _ in range(20):
            cast_ballot(make_voter(*contest), *contest, ["P02"])
        seal(now=NOW)
        page = look(client, "?district=riverside&sort=votes").content.decode()
        assert re.findall(r'data-code="([^"]+)"', page) == ["P02", "P01", "P03"]
        assert re.search(r'data-live-order="votes" aria-current', page)

    def test_the_purse_shows_what_is_asked_for_and_what_it_holds(self, client, contest):
        page = text(look(client))
        assert "€10,000 for Riverside. All 3 ideas together cost €15,000." in page

    def test_points_are_no_shares(self, client):
        contest = make_contest(slug="vote", district=make_district("riverside"), ballot_kind="points", points=10)
        Tally.objects.create(
            round=contest[0], district=contest[1], ballots=4, counts={"P01": 30}, counted_at=NOW, size=4
        )
        page = look(client)
        assert votes(page, "P01") == 30
        assert "data-share" not in page.content.decode()
        assert 'value="30" max="30" data-bar data-highest' in row(page, "P01")
        assert "Points" in text(page)


class TestWhatMayNotBeShown:
    @pytest.mark.parametrize("visibility", ["hidden", "turnout_only"])
    def test_only_the_number_of_ballots(self, client, visibility):
        contest = make_contest(slug="vote", district=make_district("riverside"), visibility=visibility)
        vote_in(contest, 20)
        seal(now=NOW)
        Tally.objects.update_or_create(
            round=contest[0],
            district=contest[1],
            defaults={"counts": {"P01": 7919}, "ballots": 20, "counted_at": NOW, "size": 20},
        )
        page = look(client)
        assert '<span class="turn" data-live-cast="riverside">20</span>' in page.content.decode()
        assert found_in(page.content.decode()) == []
        assert "data-code" not in page.content.decode()
        assert "nobody, in the town hall or outside it, sees counts" in text(page)

    def test_a_round_that_has_not_opened_says_when_it_will(self, client):
        make_contest(slug="vote", opens=2)
        page = look(client)
        assert page.status_code == 200
        assert "Nothing to count yet" in text(page)

    def test_a_round_without_a_vote_says_so(self, client):
        make_round("vote", phase=PhaseKind.PROPOSING)
        assert "The dates of the vote are not set" in text(look(client))


class TestAfterTheClose:
    def test_it_leads_to_the_results_and_stands_still(self, client, contest):
        vote_in(contest, 3)
        contest[0].phases.update(closes_at=NOW - timedelta(hours=1))
        seal(now=NOW)
        page = look(client)
        assert "The vote is over" in text(page)
        assert 'data-live=""' in page.content.decode()
        assert votes(page, "P01") == 3


class TestDistricts:
    def make(self, number, projects=1, slug="vote"):
        round = make_round(slug)
        for place in range(number):
            district = make_district(f"{slug}-{place:02}")
            make_envelope(round, district)
            for _ in range(projects):
                make_proposal(round, district, cost_minor=100_00)
        return freeze(actor=None, now=NOW, round=round)

    def test_first_comes_where_most_people_voted(self, client):
        round = self.make(3)
        assert 'data-live-district="vote-00"' in look(client).content.decode()
        district = District.objects.get(code="vote-02")
        cast_ballot(make_voter(round, district), round, district, ["P01"])
        keep_turnout(round=round, now=NOW)
        assert 'data-live-district="vote-02"' in look(client).content.decode()

    def test_a_few_are_tabs(self, client):
        self.make(3)
        page = look(client, "?district=vote-01")
        assert 'href="?district=vote-02"' in page.content.decode()
        assert 'data-live-district="vote-01"' in page.content.decode()

    def test_many_are_a_list_to_pick_from(self, client):
        self.make(21)
        page = look(client, "?district=vote-20")
        assert '<option value="vote-20" selected>' in page.content.decode()
        assert 'data-live-district="vote-20"' in page.content.decode()

    def test_the_whole_city_is_a_page_of_its_own(self, client):
        round = self.make(3)
        for code, count in (("vote-00", 2), ("vote-01", 1)):
            district = District.objects.get(code=code)
            for number in range(count * 2):
                voter = make_voter(round, district)
                if number < count:
                    cast_ballot(voter, round, district, ["P01"])
        keep_turnout(round=round, now=NOW)
        page = look(client, "?district=*")
        assert "The count in the whole city" in text(page)
        assert "3 ballots are in, from 3 districts" in text(page)
        turnout = re.search(r'<tr data-district="vote-00".*?</tr>', page.content.decode(), re.DOTALL)[0]
        assert 'value="50.0" max="50" data-bar' in turnout
        assert "data-code" not in page.content.decode()

    def test_one_district_is_the_whole_city(self, client):
        self.make(1)
        assert look(client, "?district=*").status_code == 404
        assert "All city" not in text(look(client))

    def test_another_one_is_not_found(self, client):
        self.make(2)
        assert look(client, "?district=atlantis").status_code == 404

    def test_a_district_without_a_contest_is_not_found(self, client):
        make_envelope(self.make(1), make_district("late"))
        assert look(client, "?district=late").status_code == 404

    def test_as_many_queries_for_many_as_for_one(self, client):
        counts = []
        for slug, number, projects in (("small", 1, 1), ("large", 5, 30)):
            self.make(number, projects, slug)
            with CaptureQueriesContext(connection) as captured:
                assert look(client, slug=slug).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]
