import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontend.standings import fate_of, standings
from proposals.models import Proposal, Valuation
from proposals.queries.history import steps
from tests.factories import (
    NOW,
    decide,
    make_commitment,
    make_contest,
    make_district,
    make_payment,
    make_proposal,
    make_round,
)
from voting.models import Award

pytestmark = pytest.mark.django_db


def words(round):
    rows = list(Proposal.objects.for_cards().filter(round=round).order_by("pk"))
    found = standings(rows)
    return [found[row.pk].words for row in rows]


def proposal_of(round, code):
    return Proposal.objects.for_cards().get(round=round, code=code)


def test_before_the_ballot_the_citys_answer_is_what_counts():
    round, district = make_round(), make_district()
    make_proposal(round, district)
    make_proposal(round, district, cost_minor=5_00)
    refused = make_proposal(round, district)
    Valuation.objects.create(proposal=refused, feasibility="unfeasible", reason="No.", valued_at=NOW)
    assert words(round) == ["Being checked", "Priced by the city", "Not possible"]


def test_on_the_ballot_and_after_the_count():
    round, district = make_contest()
    assert words(round) == ["On the ballot"] * 3
    decide(round, district, ["P02"])
    assert words(round) == ["Not funded", "Funded", "Not funded"]


def test_it_takes_three_queries_however_many_there_are():
    round, _district = make_contest()
    rows = list(Proposal.objects.for_cards().filter(round=round))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        standings(rows)
    assert len(asked) == 3
    assert standings([]) == {}


def test_before_the_count_nothing_is_decided():
    round, _district = make_contest()
    told = steps(proposal_of(round, "P01"), NOW)
    fate = fate_of(proposal_of(round, "P01"), told)
    assert (fate.steps, fate.statement, fate.reason, fate.standing.words) == (told, None, "", "On the ballot")


def test_a_funded_proposal_has_its_money_and_a_lost_one_its_reason():
    round, district = make_contest()
    decide(round, district, ["P01"], losers={"P03": {"reason": "no_room"}})
    make_payment(make_commitment(Award.objects.get(), 2_000_00), 500_00)
    won, lost = (fate_of(proposal_of(round, code), steps(proposal_of(round, code), NOW)) for code in ("P01", "P03"))
    assert (won.statement.delivery.paid_minor, won.statement.delivery.left_minor) == (500_00, 2_000_00)
    assert (won.steps[-1].words, [step.is_last for step in won.steps].count(True)) == ("€4,000 awarded", 1)
    assert (lost.statement, lost.reason) == (None, "When its turn came, the purse held less than it costs.")
    assert lost.steps[-1].words == "no money in this round"


def test_what_was_not_on_the_ballot_was_not_counted():
    round, district = make_contest()
    refused = make_proposal(round, district)
    decide(round, district)
    assert fate_of(refused, []).reason == ""


def test_its_page_tells_it(client):
    round, district = make_contest()
    decide(round, district, ["P01"], losers={"P03": {"reason": "no_room"}})
    make_payment(make_commitment(Award.objects.get(), 2_000_00), 2_000_00)
    won, lost = (client.get(proposal_of(round, code).get_absolute_url()).content.decode() for code in ("P01", "P03"))
    assert "What became of it" in won
    assert "paid in full" in won
    assert f"/budgets/{round.slug}/" in won
    assert "Why it got no money" in lost
    assert f"?district={district.code}&amp;why=P03#why" in lost
