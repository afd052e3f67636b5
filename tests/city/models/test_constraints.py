"""The database keeps the law: a row that contradicts itself cannot be stored, whoever wrote it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from city.models import Envelope, Phase, RoleGrant, Round, User
from proposals.models import Proposal, Valuation
from tests.factories import NOW, make_contest, make_district, make_envelope, make_proposal, make_round, make_user
from voting.models import Award, Outcome

pytestmark = pytest.mark.django_db


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize(
    "fields",
    [
        {"k": 9},
        {"min_choices": 3, "max_choices": 2},
        {"min_spend_minor": 3, "max_spend_minor": 2},
        {"currency": "eur"},
        {"ballot_kind": "choose-one"},
        {"ballot_kind": "choose-one", "max_choices": 2},
        {"frozen_at": NOW},
        {"manifest": {}, "manifest_hash": "a" * 64},
    ],
)
def test_a_round(fields):
    refused(lambda: Round.objects.create(**{"slug": "r", "title": "R", "currency": "EUR"} | fields))


def test_an_envelope_holds_money_once_per_district():
    round, district = make_round(), make_district()
    refused(lambda: make_envelope(round, district, 0))
    make_envelope(round, district)
    refused(lambda: make_envelope(round, district))
    assert Envelope.objects.count() == 1


def test_a_phase_closes_after_it_opens_and_comes_once():
    round = make_round()
    refused(lambda: Phase.objects.create(round=round, kind="delivering", opens_at=NOW, closes_at=NOW))
    refused(lambda: Phase.objects.create(round=round, kind="voting", opens_at=NOW, closes_at=NOW + timedelta(1)))


def test_one_log_in_per_address_and_one_grant_per_office():
    user = make_user("ada@example.org")
    refused(lambda: User.objects.create(email="ADA@example.org"))
    RoleGrant.objects.create(user=user, role="auditor")
    refused(lambda: RoleGrant.objects.create(user=user, role="auditor"))


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "listed"},
        {"status": "returned"},
        {"latitude": 1},
        {"latitude": 91, "longitude": 0},
        {"scene": "castle"},
        {"published_at": NOW - timedelta(days=99)},
    ],
)
def test_a_proposal(fields):
    round, district = make_round(), make_district()
    refused(lambda: make_proposal(round, district, **{"status": "submitted"} | fields))


def test_a_ballot_code_is_taken_once_per_district():
    round, district = make_round(), make_district()
    make_proposal(round, district, code="P01")
    make_proposal(round, make_district(), code="P01")
    refused(lambda: make_proposal(round, district, code="P01"))
    assert Proposal.objects.count() == 2


@pytest.mark.parametrize("fields", [{"feasibility": "feasible"}, {"feasibility": "unfeasible", "cost_minor": 5}])
def test_a_valuation_has_a_cost_or_a_reason(fields):
    proposal = make_proposal(make_round(), make_district())
    refused(lambda: Valuation.objects.create(proposal=proposal, valued_at=NOW, **fields))


def make_outcome(round, district, **fields):
    numbers = {"budget_minor": 10, "spent_minor": 5, "ballots": 1, "counted_at": NOW}
    return Outcome.objects.create(round=round, district=district, **{"rule": "greedy"} | numbers | fields)


def test_an_outcome_spends_no_more_than_it_has_and_one_is_official():
    round, district = make_contest()
    refused(lambda: make_outcome(round, district, spent_minor=11))
    outcome = make_outcome(round, district, is_official=True)
    refused(lambda: make_outcome(round, district))
    refused(lambda: make_outcome(round, district, rule="mes-cost", is_official=True))
    proposal = Proposal.objects.first()
    refused(lambda: Award.objects.create(outcome=outcome, proposal=proposal, position=1, amount_minor=0))
