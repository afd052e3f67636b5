import pytest

from budgets.queries.built import built
from tests.factories import make_award, make_commitment, make_district, make_outcome, make_payment, make_round

pytestmark = pytest.mark.django_db


def award_in(round, **fields):
    return make_award(make_outcome(round, make_district(), **fields))


def test_nothing_is_built_yet():
    found = built(3)
    assert (found.awards, found.sums, found.since, found.latest) == (0, [], None, [])


def test_only_official_awards_of_our_own_rounds_count():
    round = make_round()
    award = award_in(round)
    award_in(round, official=False)
    award_in(make_round(is_imported=True))
    found = built(3)
    assert (found.awards, found.sums) == (1, [("EUR", award.amount_minor)])
    assert [one.award for one in found.latest] == [award]


def test_currencies_stand_apart():
    euro = [award_in(make_round()) for _ in range(2)]
    zloty = award_in(make_round(currency="PLN"))
    assert built(3).sums == [("EUR", sum(one.amount_minor for one in euro)), ("PLN", zloty.amount_minor)]


def test_what_is_paid_in_full_and_what_moved_last():
    untouched, ordered, paid = (award_in(make_round()) for _ in range(3))
    make_commitment(ordered, 1_00)
    half = paid.amount_minor // 2
    first, second = make_commitment(paid, half), make_commitment(paid, paid.amount_minor - half)
    make_payment(first, half)
    payment = make_payment(second, paid.amount_minor - half)
    found = built(2)
    assert (found.awards, found.paid_in_full, found.last_paid_on) == (3, 1, payment.paid_on)
    assert [one.award for one in found.latest] == [paid, ordered]
    assert untouched not in [one.award for one in found.latest]
