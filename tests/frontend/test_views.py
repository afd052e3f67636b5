from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from city.models import RoleGrant
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from tests import factories
from tests.factories import (
    add_phase,
    cast_ballot,
    make_award,
    make_contest,
    make_district,
    make_envelope,
    make_official,
    make_outcome,
    make_proposal,
    make_round,
    make_user,
    make_voter,
)
from voting.actions.turnout import keep_turnout

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def make_proposing(number=1):
    round = make_round(title=f"Asking {number}", phase=PhaseKind.PROPOSING)
    district = make_district()
    make_envelope(round, district, 50_000_00)
    make_proposal(round, district)
    return round, district


def make_decided():
    round = make_round(title="Decided", phase=PhaseKind.VOTING, opens=-30, days=10)
    district = make_district()
    make_envelope(round, district)
    outcome = make_outcome(round, district)
    proposal = make_award(outcome).proposal
    proposal.title = "A bandstand on Fishmarket"
    proposal.save()
    return round, district


def test_the_front_page_before_there_is_a_round(visitor):
    page = body(visitor.get("/"))
    assert "The city has not opened a round yet" in page
    assert "How it goes" in page
    assert "Closed, no date yet" in page


def test_the_front_page_leads_to_the_vote_that_is_open(visitor):
    round, district = make_contest(title="Round 6")
    make_proposing()
    page = body(visitor.get("/"))
    assert f'href="/rounds/{round.slug}/vote/"' in page
    assert "Voting is open" in page
    assert district.name in page
    assert "€10,000 of this city’s money" in page


def test_the_front_page_while_ideas_are_wanted(visitor):
    round, _ = make_proposing()
    page = body(visitor.get("/"))
    assert "What is missing on your street?" in page
    assert f'href="/rounds/{round.slug}/propose/"' in page


def test_the_front_page_shows_what_was_decided_last(visitor):
    round, _ = make_decided()
    page = body(visitor.get("/"))
    assert "A bandstand on Fishmarket" in page
    assert f'href="/rounds/{round.slug}/results/"' in page


def test_the_front_page_says_when_ideas_are_wanted_again(visitor):
    round, _ = make_contest()
    add_phase(round, PhaseKind.PROPOSING, opens=40, days=10)
    opens = timezone.localtime(factories.NOW + timedelta(days=40))
    assert f"Opens {opens.day} {opens:%B} {opens.year}" in body(visitor.get("/"))


def test_a_round_of_our_own_comes_before_an_imported_one(visitor):
    make_contest(title="From elsewhere")[0].__class__.objects.update(is_imported=True)
    make_proposing()
    assert "What is missing on your street?" in body(visitor.get("/"))


def test_the_page_of_a_round_counts_the_ballots_of_each_district(visitor):
    round, district = make_contest(max_choices=2)
    for number in range(3):
        cast_ballot(make_voter(round, district, f"v{number}@example.org"), round, district, ["P01"])
    keep_turnout(round=round, now=factories.NOW)
    page = body(visitor.get(f"/rounds/{round.slug}/"))
    assert f'<tr data-district="{district.code}">' in page
    assert '<td class="n" data-cast data-value="3">3</td>' in page
    assert f'data-live="{round.slug}"' in page


def test_the_page_of_a_round_that_is_over_leads_to_its_result(visitor):
    round, _ = make_decided()
    page = body(visitor.get(f"/rounds/{round.slug}/"))
    assert "One idea is funded" in page
    assert f'href="/rounds/{round.slug}/results/"' in page
    assert 'data-live=""' in page


def test_there_is_no_page_of_a_round_that_is_not(visitor):
    assert visitor.get("/rounds/nowhere/").status_code == 404


def test_the_list_of_rounds_without_any(visitor):
    assert "Nothing here yet" in body(visitor.get("/rounds/"))


def test_the_list_of_rounds_costs_the_same_at_one_and_at_thirty(visitor, django_assert_num_queries):
    make_proposing(0)
    with CaptureQueriesContext(connection) as at_one:
        visitor.get("/rounds/")
    for number in range(1, 30):
        make_proposing(number)
    with django_assert_num_queries(len(at_one)):
        page = body(visitor.get("/rounds/"))
    assert page.count('class="roundcard"') == 30


def test_your_page_asks_who_you_are(visitor):
    answer = visitor.get("/me/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_your_page_knows_whether_your_ballot_is_in():
    round, district = make_contest()
    voter = make_voter(round, district, "ada@example.org")
    client = signed_in(voter)
    assert "Not cast yet" in body(client.get("/me/"))
    cast_ballot(voter, round, district, ["P01"])
    page = body(client.get("/me/"))
    assert f"Your ballot for {district.name} is in" in page
    assert "Nothing waits for you right now." in page
    assert "ada@example.org" in page


def test_your_page_shows_your_proposals_and_where_they_stand():
    author = make_user("author@example.org")
    round, district = make_proposing()
    make_proposal(round, district, title="A long bench", author=author, status="submitted")
    page = body(signed_in(author).get("/me/"))
    assert "A long bench" in page
    assert "Waiting for a moderator" in page
    assert "not proved yet" in page


def test_the_desk_is_for_officials(resident):
    assert signed_in(resident).get("/desk/").status_code == 403


def test_the_desk_counts_what_waits_for_a_moderator(moderator):
    round, district = make_proposing()
    make_proposal(round, district, status="submitted")
    page = body(signed_in(moderator).get("/desk/"))
    assert "Proposals to publish or return" in page
    assert '<span class="big">1</span>' in page
    assert "Freeze, count and certify" not in page


FROZEN = {"frozen_at": factories.NOW, "manifest": {"format": "test"}, "manifest_hash": "00" * 32}


@pytest.mark.parametrize(
    ("fields", "opens", "words"),
    [
        ({}, 5, "Not frozen yet."),
        (FROZEN, -2, "Frozen: the ballots are fixed."),
        (FROZEN, -20, "The vote is over: count it, and certify the result."),
        (FROZEN | {"certified_at": factories.NOW}, -20, "Certified: nothing is left to do."),
    ],
)
def test_the_desk_says_how_far_a_vote_is(fields, opens, words, db):
    make_round(opens=opens, **fields)
    assert words in body(signed_in(make_official(Role.ELECTION_OFFICER)).get("/desk/"))


def test_an_office_in_one_round_reaches_no_other():
    here, _ = make_proposing(1)
    make_proposing(2)
    officer = make_official(Role.ELECTION_OFFICER, here)
    RoleGrant.objects.create(user=officer, role=Role.REVIEWER.value, round=here)
    page = body(signed_in(officer).get("/desk/"))
    assert "Asking 1" in page
    assert "Asking 2" not in page
    assert "Proposals without a cost" in page
    assert f'href="/desk/rounds/{here.slug}/"' in page


def test_the_desk_of_a_finance_officer_leads_to_the_money():
    round, _ = make_decided()
    add_phase(round, PhaseKind.DELIVERING, opens=-5, days=100)
    page = body(signed_in(make_official(Role.FINANCE_OFFICER)).get("/desk/"))
    assert "Orders and payments" in page


def test_a_desk_without_work(db):
    assert "Nothing waits for you" in body(signed_in(make_official(Role.COMMUNICATIONS)).get("/desk/"))


def test_an_auditor_s_desk_leads_to_everything_there_is_to_read(db):
    voting, _ = make_contest()
    page = body(signed_in(make_official(Role.AUDITOR)).get("/desk/"))
    for address in ("/desk/cases/", "/desk/roles/", "/desk/audit/", f"/desk/rounds/{voting.slug}/"):
        assert f'href="{address}"' in page


def test_every_page_leads_to_the_pages_of_the_hour(visitor):
    voting, _ = make_contest()
    asking, _ = make_proposing()
    decided, _ = make_decided()
    page = body(visitor.get("/rounds/"))
    for address in (
        f"{asking.slug}/proposals",
        f"{voting.slug}/vote",
        f"{voting.slug}/live",
        f"{decided.slug}/results",
    ):
        assert f'href="/rounds/{address}/"' in page
    assert 'aria-current="page"' not in page


def test_a_page_that_is_not_there_is_said_kindly(visitor):
    answer = visitor.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/rounds/"])
def test_pages_hold_nothing_inline(visitor, path):
    make_contest()
    make_proposing()
    page = body(visitor.get(path))
    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count('<script type="module" src="')


@pytest.mark.parametrize(("demo", "debug", "status"), [(True, False, 200), (False, True, 200), (False, False, 404)])
def test_the_style_guide_is_for_the_demonstration_and_for_developers(client, settings, demo, debug, status):
    settings.DEMO, settings.DEBUG = demo, debug
    assert client.get("/styleguide/").status_code == status


@pytest.mark.parametrize(("asked", "shown"), [("dark", True), ("light", True), ('"><b>', False)])
def test_the_style_guide_can_be_seen_by_day_and_at_dusk(client, settings, asked, shown):
    settings.DEMO = True
    page = body(client.get("/styleguide/", {"theme": asked}))
    assert (f'<html lang="en" data-theme="{asked}">' in page) is shown
