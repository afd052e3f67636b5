import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from city.rules.phases import PhaseKind
from tests.factories import (
    NOW,
    add_phase,
    cast_ballot,
    make_contest,
    make_district,
    make_envelope,
    make_proposal,
    make_round,
    make_voter,
)
from voting.actions.counting import count_outcome
from voting.actions.freezing import freeze
from voting.actions.sealing import seal

pytestmark = pytest.mark.django_db


def look(client, query="", slug="vote"):
    return client.get(reverse("voting:results", args=[slug]) + query)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def close(round):
    round.phases.update(closes_at=NOW - timedelta(hours=1))
    add_phase(round, PhaseKind.CHALLENGING, opens=-0.04, days=14)
    return type(round).objects.get(pk=round.pk)


def decide(contest, ballots, *presets):
    """Cast these ballots, close the vote and count it by the round's rule and by others."""
    for choices in ballots:
        cast_ballot(make_voter(*contest), *contest, choices)
    round = close(contest[0])
    seal(now=NOW)
    for preset in (None, *presets):
        count_outcome(actor=None, now=NOW, round=round, district=contest[1], preset=preset)
    return round


# Costs 4,000, 5,000 and 6,000 in a purse of 10,000: P03 and P01 fit, P02 does not.
BALLOTS = [["P03", "P02"]] * 6 + [["P03"]] * 3 + [["P01"]] * 7


@pytest.fixture
def contest():
    return make_contest(slug="vote", district=make_district("riverside"))


class TestBeforeThereIsAResult:
    def test_while_people_vote_it_says_when(self, client, contest):
        page = look(client)
        assert page.status_code == 200
        assert "No result before the vote is over" in text(page)

    def test_after_the_close_it_says_that_it_is_counted(self, client, contest):
        close(contest[0])
        assert "the result is not out yet" in text(look(client))

    def test_a_round_without_a_vote_says_so(self, client):
        make_round("vote", phase=PhaseKind.PROPOSING)
        assert "The dates of the vote are not set" in text(look(client))

    def test_an_unknown_round_is_not_found(self, client):
        assert look(client).status_code == 404


class TestByVotes:
    @pytest.fixture
    def page(self, client, contest):
        decide(contest, BALLOTS, "mes-cost")
        return look(client)

    def test_the_headline_says_how_many_fit(self, page):
        assert "Two ideas fit Riverside’s purse" in text(page)
        assert "16 ballots were cast" in text(page)

    def test_it_is_provisional(self, page):
        assert "Provisional, open to challenge" in text(page)
        assert "Certified" not in text(page)

    def test_winners_stand_in_order_with_votes_cost_and_what_is_left(self, page):
        rows = re.findall(r'<li><span class="r">(\d)</span>(.*?)</li>', page.content.decode(), re.DOTALL)
        codes = [re.search(r'class="coin">(P\d+)', row)[1] for _, row in rows]
        figures = [re.findall(r"<b>([^<]*)</b>", row) for _, row in rows]
        assert codes == ["P03", "P01"]
        assert figures == [["9", "€6,000", "€4,000"], ["7", "€4,000", "€0"]]

    def test_what_did_not_fit_says_by_how_much_and_why(self, page):
        assert "When its turn came, the purse held less than it costs" in text(page)
        ledger = re.search(r'<div class="ledger" id="why">(.*?)</dl>', page.content.decode(), re.DOTALL)[1]
        sums = re.findall(r"<dd>([^<]*)</dd>", ledger)
        assert sums == ["€10,000", "− €6,000", "− €4,000", "€0", "€5,000", "€5,000"]

    def test_it_says_whether_it_was_fair(self, page):
        assert "100% of voters see at least one idea they chose come true" in text(page)

    def test_fairness_is_drawn(self, page):
        people = re.search(r'<svg class="people".*?</svg>', page.content.decode(), re.DOTALL)[0]
        assert people.count('class="in"') == 10
        assert "of the 1.4 ideas on an average ballot come true" in text(page)

    def test_every_idea_that_is_not_funded_can_be_asked_about(self, client, page):
        found = re.findall(r'href="([^"]*why=P02)#why" aria-label="Why not: ', page.content.decode())
        asked = look(client, found[0].replace("&amp;", "&"))
        assert 'id="why"' in asked.content.decode()

    def test_it_says_what_happens_now(self, page):
        steps = re.search(r'<ol class="time">(.*?)</ol>', page.content.decode(), re.DOTALL)[1]
        assert re.findall(r"<b>([^<]*)</b>", steps) == [
            "The vote closes",
            "The ballots are counted",
            "Last day to object",
        ]
        assert steps.count('class="next"') == 1

    def test_the_numbers_can_be_taken_away(self, page):
        assert 'href="/budgets/vote/awards.csv"' in page.content.decode()
        assert 'href="/api/v1/rounds/vote/outcome"' in page.content.decode()


class TestByEqualShares:
    def test_the_ledger_follows_the_money_of_the_supporters(self, client):
        contest = make_contest(slug="vote", district=make_district("riverside"), rule="mes-cost")
        decide(contest, BALLOTS)
        page = look(client, "?why=P02")
        assert "Together its supporters had less left than it costs" in text(page)
        assert "6 supporters" in text(page)


class TestTies:
    def test_a_tie_that_decided_says_what_settled_it(self, client, contest):
        decide(contest, [["P02"]] * 6 + [["P03"]] * 6)
        page = text(look(client))
        assert re.search(r"Level: “[^”]*” and “[^”]*”\. (The cheaper one goes first|A lot decided)", page)
        assert "All of them are funded either way" not in page

    def test_a_tie_among_winners_changes_nothing(self, client, contest):
        decide(contest, [["P01"]] * 6 + [["P02"]] * 6)
        assert "All of them are funded either way" in text(look(client))

    def test_a_tie_among_ideas_that_came_to_nothing_is_left_out(self, client):
        contest = make_contest((9_000_00, 5_000_00, 6_000_00), slug="vote", district=make_district("riverside"))
        decide(contest, [["P01"]] * 8 + [["P02"]] * 6 + [["P03"]] * 6)
        assert "Level:" not in text(look(client))


class TestWhenItIsCertified:
    def test_it_says_so(self, client, contest):
        round = decide(contest, BALLOTS)
        round.certified_at = NOW
        round.save()
        page = look(client)
        assert "Certified result" in text(page)
        assert "Provisional" not in text(page)


class TestAnElectionHeldElsewhere:
    def test_it_is_neither_provisional_nor_certified(self, client, contest):
        round = decide(contest, BALLOTS)
        type(round).objects.update(is_imported=True)
        page = look(client)
        assert "Held elsewhere, counted here" in text(page)
        assert "Provisional" not in text(page)
        assert "fixed before the vote opened" not in text(page)

    def test_a_long_name_stays_out_of_the_headline(self, client):
        district = make_district("long", name="Jolimont, Soupetard, Roseraie, Gloire, Gramont")
        decide(make_contest(slug="vote", district=district), BALLOTS)
        assert "Two ideas fit this purse" in text(look(client))


class TestFewBallots:
    def test_only_winners_and_totals_are_shown(self, client, contest):
        decide(contest, [["P01"], ["P02"]])
        page = look(client)
        assert "Few people voted here" in text(page)
        assert 'id="why"' not in page.content.decode()
        assert "Was it fair?" not in text(page)

    def test_without_a_ballot_there_is_still_a_page(self, client, contest):
        decide(contest, [])
        assert look(client).status_code == 200


class TestManyDistricts:
    def decided(self, slug, districts, projects):
        round = make_round(slug)
        places = [make_district(f"{slug}-{number:02}") for number in range(districts)]
        for place in places:
            make_envelope(round, place)
            for _ in range(projects):
                make_proposal(round, place, cost_minor=3_000_00)
        round = close(freeze(actor=None, now=NOW, round=round))
        seal(now=NOW)
        for place in places:
            count_outcome(actor=None, now=NOW, round=round, district=place)
        return round

    def test_a_list_to_pick_from_and_a_table_of_all(self, client):
        self.decided("vote", 10, 1)
        page = look(client, "?district=vote-07")
        assert '<option value="vote-07" selected>' in page.content.decode()
        assert "All districts" in text(page)
        assert len(re.findall(r'<th scope="row" data-label="[^"]*"><a href="\?district=', page.content.decode())) == 10

    def test_an_unknown_district_is_not_found(self, client):
        self.decided("vote", 1, 1)
        assert look(client, "?district=atlantis").status_code == 404

    def test_as_many_queries_for_many_as_for_one(self, client):
        counts = []
        for slug, districts, projects in (("small", 1, 4), ("large", 5, 30)):
            self.decided(slug, districts, projects)
            with CaptureQueriesContext(connection) as captured:
                assert look(client, slug=slug).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_more_winners_than_a_picture_holds_are_a_plain_purse(self, client):
        contest = make_contest([100_00] * 20, slug="vote", district=make_district("riverside"))
        decide(contest, [])
        page = look(client)
        assert 'class="cutoff"' not in page.content.decode()
