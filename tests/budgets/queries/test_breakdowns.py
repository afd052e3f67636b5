from datetime import date

import pytest

from budgets.queries.breakdowns import (
    category_statements,
    month_statements,
    other_payees,
    payee_statements,
)
from budgets.queries.statements import award_statements
from tests.factories import make_award, make_category, make_commitment, make_payment

pytestmark = pytest.mark.django_db


def test_without_orders_there_are_no_months_and_no_payees():
    statements = award_statements(make_award().outcome.round)
    assert (month_statements(statements), payee_statements(statements), other_payees([])) == ([], [], None)


def test_ideas_of_one_kind_are_added_up():
    large = make_award(amount_minor=9_00)
    small = [make_award(large.outcome, amount_minor=3_00) for _ in range(2)]
    for award in small:
        award.proposal.category = make_category()
        award.proposal.save()
    found = category_statements(award_statements(large.outcome.round))
    assert [(one.category, one.awards, one.delivery.awarded_minor) for one in found] == [
        (None, 1, 9_00),
        (make_category(), 2, 6_00),
    ]


def test_a_payee_is_listed_once_with_all_its_ideas():
    award = make_award()
    other = make_award(award.outcome)
    make_payment(make_commitment(award, 5_00), 2_00)
    make_commitment(award, 1_00)
    make_commitment(other, 4_00)
    make_commitment(other, 7_00, payee="Ada & Sons")
    joinery, ada = payee_statements(award_statements(award.outcome.round))
    assert (joinery.orders, joinery.committed_minor, joinery.paid_minor) == (3, 10_00, 2_00)
    assert joinery.ideas == [award.proposal.title, other.proposal.title]
    assert ada.payee == "Ada & Sons"
    both = other_payees([joinery, ada])
    assert (both.count, both.committed_minor, both.paid_minor) == (2, 17_00, 2_00)


def test_a_month_in_which_nothing_moved_is_there():
    award = make_award()
    order = make_commitment(award, 5_00)
    order.committed_on = date(2025, 12, 30)
    order.save()
    payment = make_payment(order, 2_00)
    payment.paid_on = date(2026, 2, 1)
    payment.save()
    found = month_statements(award_statements(award.outcome.round))
    assert [(one.month, one.committed_minor, one.paid_minor) for one in found] == [
        (date(2025, 12, 1), 5_00, 0),
        (date(2026, 1, 1), 0, 0),
        (date(2026, 2, 1), 0, 2_00),
    ]
