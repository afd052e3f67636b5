from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from budgets.models import Commitment, Payment
from city.models import AuditEntry
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from tests.factories import make_award, make_commitment, make_official, make_payment, make_round

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate().isoformat()
ORDER = {"payee": "Kilnside Joinery", "purpose": "Benches", "amount_minor": "2.000,50", "committed_on": TODAY}
PAYMENT = {"invoice": "2026-17", "amount_minor": "€500", "paid_on": TODAY}


@pytest.fixture
def award():
    return make_award(amount_minor=5_000_00)


@pytest.fixture
def officer(client):
    officer = make_official(Role.FINANCE_OFFICER)
    client.force_login(officer)
    return officer


def url(name, award, *args):
    return reverse(f"budgets:{name}", args=[award.outcome.round.slug, *args])


def text(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_an_order_is_entered(client, officer, award):
    answer = client.post(url("order", award, award.pk), ORDER, follow=True)
    assert "€2,000.50 is ordered from Kilnside Joinery." in text(answer)
    made = Commitment.objects.get()
    assert (made.award, made.amount_minor) == (award, 2_000_50)
    assert AuditEntry.objects.get().actor == officer


def test_a_payment_is_entered(client, officer, award):
    order = make_commitment(award, 2_000_00)
    answer = client.post(url("payment", award, order.pk), PAYMENT, follow=True)
    assert "€500 is paid to Kilnside Joinery." in text(answer)
    assert Payment.objects.get().amount_minor == 500_00
    assert AuditEntry.objects.get().actor == officer


def test_an_award_is_found_by_its_payee_and_only_then_are_paid_orders_unfolded(client, officer, award):
    make_payment(make_commitment(award, 2_000_00), 2_000_00)
    page = text(client.get(url("desk", award)))
    assert award.proposal.title in page
    assert "<details>" in page
    found = text(client.get(url("desk", award), {"q": "kilnside"}))
    assert "One of 1 ideas fits." in found
    assert "<details open>" in found
    none = text(client.get(url("desk", award), {"q": "zeppelin"}))
    assert award.proposal.title not in none
    assert "No idea fits that" in none


def test_too_much_is_refused_in_numbers_and_nothing_typed_is_lost(client, officer, award):
    answer = client.post(url("order", award, award.pk), ORDER | {"amount_minor": "6 000"})
    told = text(answer, 422)
    assert "Over by €1,000: of this award of €5,000, €5,000 is not ordered yet." in told
    assert 'href="#id_amount_minor"' in told
    for typed in ("Kilnside Joinery", "Benches", "6 000"):
        assert f'value="{typed}"' in told
    assert not Commitment.objects.exists()


def test_too_much_is_not_paid_either(client, officer, award):
    order = make_commitment(award, 2_000_00)
    told = text(client.post(url("payment", award, order.pk), PAYMENT | {"amount_minor": "2001"}), 422)
    assert "Over by €1: of this order of €2,000, €2,000 is not paid yet." in told
    assert not Payment.objects.exists()


@pytest.mark.parametrize("typed", ["", "a lot", "-5", "12.345678"])
def test_what_is_no_amount_is_said_beside_the_field(client, officer, award, typed):
    told = text(client.post(url("order", award, award.pk), ORDER | {"amount_minor": typed}), 422)
    assert 'href="#id_amount_minor"' in told
    assert not Commitment.objects.exists()


def test_a_day_to_come_is_refused(client, officer, award):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "still to come" in text(client.post(url("order", award, award.pk), ORDER | {"committed_on": tomorrow}), 422)


def test_the_desk_lists_what_is_left_to_do(client, officer, award):
    order = make_commitment(award, 2_000_00)
    paid = make_commitment(award, 1_000_00)
    make_payment(paid, 1_000_00)
    told = text(client.get(url("desk", award)))
    assert "€2,000 of €5,000 not ordered yet" in told
    assert url("order", award, award.pk) in told
    assert url("payment", award, order.pk) in told
    assert url("payment", award, paid.pk) not in told


def test_before_the_certificate_there_is_nothing_to_press(client, officer):
    award = make_award(certified=False)
    told = text(client.get(url("desk", award)))
    assert "Money can be spent once the result is certified." in told
    assert url("order", award, award.pk) not in told
    assert "not certified yet" in text(client.post(url("order", award, award.pk), ORDER), 422)


def test_out_of_season_the_desk_says_so(client, officer):
    round = make_round(phase=PhaseKind.VOTING)
    told = text(client.get(reverse("budgets:desk", args=[round.slug])))
    assert "Nothing is awarded yet" in told


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.ELECTION_OFFICER])
def test_nobody_else_gets_in(client, resident, award, role):
    """An election officer looks, to decide about awards that fall through, and spends nothing."""
    client.force_login(make_official(role) if role else resident)
    order = make_commitment(award)
    assert client.get(url("desk", award)).status_code == (200 if role is Role.ELECTION_OFFICER else 403)
    for way in (url("order", award, award.pk), url("payment", award, order.pk)):
        assert client.get(way).status_code == 403
    assert client.post(url("order", award, award.pk), ORDER).status_code == 403
    assert Commitment.objects.count() == 1


def test_a_visitor_is_asked_to_sign_in(client, award):
    answer = client.get(url("desk", award))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_an_award_of_another_round_is_not_found(client, officer, award):
    other = make_award()
    assert client.get(url("order", award, other.pk)).status_code == 404
    assert client.get(url("payment", award, make_commitment(other).pk)).status_code == 404


def test_an_officer_of_one_round_gets_no_further(client, award):
    client.force_login(make_official(Role.FINANCE_OFFICER, make_round()))
    assert client.get(url("desk", award)).status_code == 403


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("payee", "", "Say who gets the money."),
        ("purpose", " ", "Say what the money is for."),
        ("amount_minor", "", "Give an amount above zero."),
        ("committed_on", "", "Give the day."),
        ("committed_on", "yesterday", "Give the day as year, month and day, such as 2026-03-31."),
    ],
)
def test_what_is_missing_is_said_in_words_that_help(client, officer, award, field, typed, told):
    page = text(client.post(url("order", award, award.pk), ORDER | {field: typed}), 422)
    assert f'<a href="#id_{field}">' in page
    assert told in page
    assert not Commitment.objects.exists()
