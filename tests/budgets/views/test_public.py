import pytest
from django.urls import reverse

from city.rules.phases import PhaseKind
from city.rules.roles import Role
from tests.factories import (
    make_award,
    make_commitment,
    make_district,
    make_envelope,
    make_official,
    make_outcome,
    make_payment,
    make_round,
)

pytestmark = pytest.mark.django_db


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def overview(client):
    return text(client.get(reverse("budgets:budgets")))


def page(client, round):
    return text(client.get(reverse("budgets:round", args=[round.slug])))


def test_without_a_round_the_page_says_so(client):
    assert "No round has been opened yet" in overview(client)


def test_each_currency_is_added_up_by_itself(client):
    for currency, amount in (("EUR", 4_000_00), ("EUR", 5_000_00), ("JPY", 7_000)):
        make_envelope(make_round(currency=currency), make_district(), amount)
    told = overview(client)
    assert "€9,000 in 2 rounds" in told
    assert "¥7,000 in one round" in told
    assert "never added up" in told


def test_one_currency_needs_no_warning(client):
    make_envelope(make_round(), make_district())
    assert "never added up" not in overview(client)


def test_elections_held_elsewhere_stand_apart(client):
    make_envelope(make_round(), make_district(), 4_000_00)
    make_envelope(make_round(is_imported=True), make_district(), 5_000_00)
    told = overview(client)
    assert told.index("€4,000 in one round") < told.index("€5,000 in one round") < told.index("Held elsewhere")


def test_the_amounts_of_a_round_stand_in_its_row_for_the_chart_too(client):
    award = make_award(amount_minor=5_000_00)
    make_payment(make_commitment(award, 2_000_00), 500_50)
    told = overview(client)
    for amount, value in (("€10,000", "10000.00"), ("€5,000", "5000.00"), ("€2,000", "2000.00"), ("€500.50", "500.50")):
        assert f'data-value="{value}">{amount}</td>' in told


def test_before_the_count_a_round_shows_its_envelopes(client):
    round = make_round()
    make_envelope(round, make_district("hill"), 4_000_00)
    told = page(client, round)
    assert "€4,000 is set aside for one district. Nothing is awarded before the ballots are counted." in told
    assert "Idea by idea" not in told


def test_a_round_without_money_says_so(client):
    told = page(client, make_round())
    assert "No money is set aside for this round yet." in told
    assert "District by district" not in told


def test_an_award_shows_its_orders_and_invoices(client):
    award = make_award(amount_minor=5_000_00)
    payment = make_payment(make_commitment(award, 2_000_00), 500_00)
    told = page(client, award.outcome.round)
    assert "€5,000 is awarded to one idea. So far €500 of it is paid." in told
    assert "Of €5,000 awarded, €500 is paid, €1,500 is ordered and not yet paid, and €3,000 is not ordered yet." in told
    assert "Kilnside Joinery" in told
    assert f"Invoice {payment.invoice}" in told
    assert award.proposal.get_absolute_url() in told
    assert "Paid in full</span>" not in told


def test_the_purse_shuts_with_the_last_invoice(client):
    award = make_award(amount_minor=500_00)
    make_payment(make_commitment(award, 500_00), 500_00)
    assert "Paid in full</span>" in page(client, award.outcome.round)


def test_a_count_that_is_not_certified_is_called_provisional(client):
    told = page(client, make_award(certified=False).outcome.round)
    assert "Until then this can change." in told
    assert "Certified" not in told


def test_of_an_election_held_elsewhere_nothing_is_said_about_spending(client):
    round = make_round(is_imported=True)
    district = make_district()
    make_envelope(round, district)
    make_award(make_outcome(round, district))
    told = page(client, round)
    assert "What was ordered and paid is not known." in told
    assert "Nothing ordered yet" not in told
    assert reverse("budgets:spending_file", args=[round.slug]) not in told


def test_what_a_payee_is_called_is_text_and_no_markup(client):
    award = make_award()
    make_commitment(award, payee="<script>alert(1)</script>")
    assert "<script>alert" not in page(client, award.outcome.round)


def test_the_way_to_the_desk_is_shown_to_those_who_may_go_there(client):
    round = make_round(phase=PhaseKind.DELIVERING)
    way = reverse("budgets:desk", args=[round.slug])
    assert way not in page(client, round)
    client.force_login(make_official(Role.FINANCE_OFFICER))
    assert way in page(client, round)


def test_an_unknown_round_is_not_found(client):
    assert client.get(reverse("budgets:round", args=["nowhere"])).status_code == 404


def found(client, round, **asked):
    """The titles that are listed for what was asked."""
    answer = client.get(reverse("budgets:round", args=[round.slug]), asked)
    assert answer.status_code == 200
    groups = answer.context["award_groups"]
    return [statement.award.proposal.title for _, statements in groups for statement in statements]


def test_ideas_are_found_by_words_payee_district_and_state(client):
    bench = make_award()
    outcome = bench.outcome
    tree, ramp = make_award(outcome), make_award(outcome)
    for award, title in ((bench, "A bench"), (tree, "Ärmel trees"), (ramp, "A ramp")):
        award.proposal.title = title
        award.proposal.save()
    make_payment(make_commitment(tree, tree.amount_minor), tree.amount_minor)
    make_commitment(ramp, payee="Stonework Ltd")
    round = outcome.round
    assert found(client, round) == ["A bench", "Ärmel trees", "A ramp"]
    assert found(client, round, q="armel") == ["Ärmel trees"]
    assert found(client, round, q="stonework") == ["A ramp"]
    assert found(client, round, state="waiting") == ["A bench"]
    assert found(client, round, state="under-way") == ["A ramp"]
    assert found(client, round, state="paid") == ["Ärmel trees"]
    assert found(client, round, district=outcome.district.code, q="bench") == ["A bench"]
    assert found(client, round, q="zeppelin") == []
    assert found(client, round, district="atlantis") == ["A bench", "Ärmel trees", "A ramp"]


def test_small_payees_wait_until_they_are_asked_for(client):
    award = make_award(amount_minor=500_00)
    for number in range(12):
        make_commitment(award, 40_00 - number, payee=f"Payee {number}")
    address = reverse("budgets:round", args=[award.outcome.round.slug])
    answer = client.get(address)
    assert "4 more payees" in answer.content.decode()
    shown = sum(one.committed_minor for one in answer.context["payees"])
    assert shown + answer.context["others"].committed_minor == 12 * 40_00 - 66
    assert len(client.get(address, {"payees": "all"}).context["payees"]) == 12


def test_one_payee_more_is_shown_instead_of_counted(client):
    award = make_award(amount_minor=500_00)
    for number in range(9):
        make_commitment(award, 10_00, payee=f"Payee {number}")
    answer = client.get(reverse("budgets:round", args=[award.outcome.round.slug]))
    assert len(answer.context["payees"]) == 9
    assert answer.context["others"] is None


def test_the_newest_invoices_stand_on_the_front_page_of_the_money(client):
    make_payment(make_commitment(make_award()), 123_45)
    told = overview(client)
    assert "Newest invoices" in told
    assert "€123.45" in told
