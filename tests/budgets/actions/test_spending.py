from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from budgets.actions.spending import commit, pay
from budgets.models import Commitment, Payment
from city.models import AuditEntry
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from tests.factories import (
    NOW,
    make_award,
    make_commitment,
    make_official,
    make_outcome,
    make_payment,
    make_round,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def officer():
    return make_official(Role.FINANCE_OFFICER)


@pytest.fixture
def award():
    return make_award(amount_minor=5_000_00)


def promise(actor, award, amount_minor=2_000_00, **changes):
    words = {"payee": "Kilnside Joinery", "purpose": "Benches", "committed_on": TODAY} | changes
    return commit(actor=actor, now=NOW, award=award, amount_minor=amount_minor, **words)


def settle(actor, commitment, amount_minor=500_00, **changes):
    words = {"paid_on": TODAY, "invoice": "2026-17"} | changes
    return pay(actor=actor, now=NOW, commitment=commitment, amount_minor=amount_minor, **words)


def refusal(act, *args, **changes):
    entries = AuditEntry.objects.count()
    with pytest.raises(Refused) as caught:
        act(*args, **changes)
    assert AuditEntry.objects.count() == entries
    return caught.value


def codes(refused):
    return [(reason.code, reason.field) for reason in refused.reasons]


def test_a_promise_is_kept_and_audited(officer, award):
    made = promise(officer, award)
    assert Commitment.objects.get() == made
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor, entry.subject_key) == ("commit", officer, str(made.pk))


def test_a_payment_is_kept_and_audited(officer, award):
    made = settle(officer, make_commitment(award))
    assert Payment.objects.get() == made
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor, entry.subject_key) == ("pay", officer, str(made.pk))


def test_the_server_console_needs_no_office(award):
    settle(None, promise(None, award))
    assert list(AuditEntry.objects.values_list("actor", "verb")) == [(None, "commit"), (None, "pay")]


def test_an_award_can_be_promised_to_the_last_cent_and_no_further(officer, award):
    promise(officer, award, 2_000_00)
    refused = refusal(promise, officer, award, 3_000_01)
    assert codes(refused) == [("over", "amount_minor")]
    assert refused.reasons[0].message == "Over by €0.01: of this award of €5,000, €3,000 is not ordered yet."
    promise(officer, award, 3_000_00)
    assert refusal(promise, officer, award, 1).reasons[0].values == {"over_minor": 1, "left_minor": 0}


def test_an_order_can_be_paid_to_the_last_cent_and_no_further(officer, award):
    order = make_commitment(award, 2_000_00)
    settle(officer, order, 1_500_00)
    refused = refusal(settle, officer, order, 600_00, invoice="2026-18")
    assert refused.reasons[0].message == "Over by €100: of this order of €2,000, €500 is not paid yet."
    settle(officer, order, 500_00, invoice="2026-18")
    assert sum(payment.amount_minor for payment in Payment.objects.all()) == order.amount_minor


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_more_than_nothing(officer, award, amount):
    assert codes(refusal(promise, officer, award, amount)) == [("not_money", "amount_minor")]
    assert codes(refusal(settle, officer, make_commitment(award), amount)) == [("not_money", "amount_minor")]


def test_every_fault_is_named_at_once(officer, award):
    refused = refusal(promise, officer, award, 6_000_00, payee=" ", purpose="", committed_on=TOMORROW)
    assert codes(refused) == [
        ("blank", "payee"),
        ("blank", "purpose"),
        ("in_the_future", "committed_on"),
        ("over", "amount_minor"),
    ]
    assert refused.kind is Kind.INVALID


def test_a_payment_has_an_invoice_and_a_day_that_can_be(officer, award):
    order = promise(officer, award, committed_on=TODAY)
    refused = refusal(settle, officer, order, invoice=" ", paid_on=TODAY - timedelta(days=1))
    assert codes(refused) == [("blank", "invoice"), ("before_order", "paid_on")]
    assert codes(refusal(settle, officer, order, paid_on=TOMORROW)) == [("in_the_future", "paid_on")]


def test_an_invoice_is_paid_once_under_an_order(officer, award):
    order, other = make_commitment(award), make_commitment(award)
    settle(officer, order, invoice="A 1")
    assert codes(refusal(settle, officer, order, invoice=" A  1 ")) == [("invoice_paid", "invoice")]
    settle(officer, other, invoice="A 1")
    assert Payment.objects.count() == 2


def test_words_are_kept_in_one_normal_form(officer, award):
    made = promise(officer, award, payee=" Cafe\u0301  Nord ")
    assert made.payee == "Caf\u00e9 Nord"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ELECTION_OFFICER, Role.REVIEWER])
def test_other_offices_spend_nothing(award, role):
    official = make_official(role)
    assert refusal(promise, official, award).kind is Kind.FORBIDDEN
    assert refusal(settle, official, make_commitment(award)).kind is Kind.FORBIDDEN


def test_an_office_in_another_round_is_no_office_here(award):
    official = make_official(Role.FINANCE_OFFICER, make_round())
    assert refusal(promise, official, award).kind is Kind.FORBIDDEN
    promise(make_official(Role.FINANCE_OFFICER, award.outcome.round), award)


def test_nothing_is_promised_before_the_result_is_certified(officer):
    refused = refusal(promise, officer, make_award(certified=False))
    assert (codes(refused), refused.kind) == ([("not_certified", "")], Kind.CONFLICT)


def test_an_outcome_for_comparison_funds_nothing(officer, award):
    compared = make_award(make_outcome(award.outcome.round, award.outcome.district, official=False))
    assert codes(refusal(promise, officer, compared)) == [("not_certified", "")]


def test_money_is_spent_only_while_the_round_is_built(officer):
    round = make_round(phase=PhaseKind.CHALLENGING, certified_at=NOW)
    award = make_award(make_outcome(round, make_award().outcome.district))
    assert codes(refusal(promise, officer, award)) == [("not_now", "")]
    assert codes(refusal(settle, officer, make_commitment(award))) == [("not_now", "")]


def test_yen_has_no_cents(officer):
    award = make_award(amount_minor=5_000, currency="JPY")
    assert "Over by ¥1:" in refusal(promise, officer, award, 5_001).reasons[0].message


def test_a_day_is_the_citys_day(officer, award, settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"
    timezone.get_default_timezone.cache_clear()
    try:
        midday = NOW.replace(hour=12)
        made = commit(
            actor=officer,
            now=midday,
            award=award,
            payee="Joinery",
            purpose="Benches",
            amount_minor=1,
            committed_on=midday.date() + timedelta(days=1),
        )
    finally:
        timezone.get_default_timezone.cache_clear()
    assert made.committed_on > midday.date()


def attempt(act, *args, **changes):
    """1 where the act was carried out, 0 where it was refused; on a connection of its own."""
    try:
        act(*args, **changes)
    except Refused:
        return 0
    finally:
        connection.close()
    return 1


@pytest.mark.django_db(transaction=True)
def test_racing_promises_never_pass_the_award(officer, award):
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(attempt, promise, officer, award, 1_500_00) for _ in range(8)]
    assert sum(each.result() for each in tries) == 3
    assert sum(made.amount_minor for made in Commitment.objects.all()) == 4_500_00


@pytest.mark.django_db(transaction=True)
def test_racing_payments_never_pass_the_order(officer, award):
    order = make_commitment(award, 2_000_00)
    make_payment(order, 500_00)
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(attempt, settle, officer, order, 700_00, invoice=f"A {n}") for n in range(8)]
    assert sum(each.result() for each in tries) == 2
