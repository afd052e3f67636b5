import pytest

from budgets.queries.statements import (
    award_statements,
    delivery_of,
    district_statements,
    round_statement,
    round_statements,
)
from budgets.rules.delivery import Delivery
from tests.factories import (
    make_award,
    make_commitment,
    make_district,
    make_envelope,
    make_outcome,
    make_payment,
    make_round,
)

pytestmark = pytest.mark.django_db


def two_districts():
    """A round with 5,000 of 10,000 awarded in one district, and nothing of 3,000 in another."""
    award = make_award(amount_minor=5_000_00)
    make_payment(make_commitment(award, 2_000_00), 500_00)
    make_commitment(award, 1_000_00)
    make_envelope(award.outcome.round, make_district(), 3_000_00)
    return award


def test_a_district_tells_its_own_money():
    award = two_districts()
    full, empty = district_statements(award.outcome.round)
    assert (full.district, full.envelope_minor, full.unawarded_minor) == (
        award.outcome.district,
        10_000_00,
        5_000_00,
    )
    assert full.delivery == Delivery(5_000_00, 3_000_00, 500_00)
    assert (empty.delivery, empty.unawarded_minor) == (Delivery(), 3_000_00)


def test_a_round_is_the_sum_of_its_districts_in_both_ways_of_asking():
    round = two_districts().outcome.round
    two_districts()
    listed = next(statement for statement in round_statements() if statement.round == round)
    assert listed == round_statement(round, district_statements(round))
    assert (listed.envelope_minor, listed.unawarded_minor) == (13_000_00, 8_000_00)


def test_an_award_tells_its_money_as_the_database_has_it():
    award = two_districts()
    statement = award_statements(award.outcome.round)[0]
    assert statement.delivery == delivery_of(award) == Delivery(5_000_00, 3_000_00, 500_00)
    assert [order.unpaid_minor for order in statement.commitments] == [1_500_00, 1_000_00]


def test_an_outcome_for_comparison_awards_nothing():
    award = make_award()
    round, district = award.outcome.round, award.outcome.district
    make_commitment(make_award(make_outcome(round, district, official=False), 9_000_00))
    assert [statement.award for statement in award_statements(round)] == [award]
    assert district_statements(round)[0].delivery.awarded_minor == award.amount_minor
    assert round_statements()[0].delivery.awarded_minor == award.amount_minor


def test_awards_stand_by_district_and_in_the_order_of_purchase():
    round = make_round()
    outcomes = [make_outcome(round, make_district(position=position)) for position in (2, 1)]
    awards = [make_award(outcome) for outcome in outcomes for _ in range(2)]
    assert [statement.award for statement in award_statements(round)] == [*awards[2:], *awards[:2]]


@pytest.mark.parametrize("read", [district_statements, award_statements, lambda _round: round_statements()])
def test_statements_cost_as_much_for_one_as_for_many(read, django_assert_num_queries):
    round = make_round()

    def add():
        district = make_district()
        make_envelope(round, district)
        make_payment(make_commitment(make_award(make_outcome(round, district))))
        make_round()

    add()
    with django_assert_num_queries(queries := {district_statements: 4, award_statements: 3}.get(read, 6)):
        read(round)
    for _ in range(5):
        add()
    with django_assert_num_queries(queries):
        read(round)
