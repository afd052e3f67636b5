import csv
from io import StringIO

import pytest
from django.urls import reverse

from tests.factories import (
    make_award,
    make_category,
    make_commitment,
    make_district,
    make_outcome,
    make_payment,
    make_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def award():
    award = make_award(amount_minor=5_000_00)
    make_payment(make_commitment(award, 2_000_00), 500_50)
    return award


def download(client, name, *args):
    answer = client.get(reverse(f"budgets:{name}", args=args))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_rounds(client, award):
    row = download(client, "rounds_file")[0]
    assert row["round"] == award.outcome.round.slug
    amounts = [row[name] for name in ("currency", "set_aside", "awarded", "committed", "paid")]
    assert amounts == ["EUR", "10000.00", "5000.00", "2000.00", "500.50"]
    assert row["certified_at"]


def test_a_round_that_is_not_certified_has_no_such_moment(client):
    make_award(certified=False)
    assert download(client, "rounds_file")[0]["certified_at"] == ""


def test_districts(client, award):
    row = download(client, "districts_file", award.outcome.round.slug)[0]
    assert row["district"] == award.outcome.district.code
    assert [row[name] for name in ("set_aside", "awarded", "committed", "paid")] == [
        "10000.00",
        "5000.00",
        "2000.00",
        "500.50",
    ]


def test_awards(client, award):
    row = download(client, "awards_file", award.outcome.round.slug)[0]
    assert (row["proposal"], row["title"], row["place"]) == ("P01", award.proposal.title, "1")
    assert [row[name] for name in ("awarded", "committed", "paid")] == ["5000.00", "2000.00", "500.50"]


def test_categories(client, award):
    row = download(client, "categories_file", award.outcome.round.slug)[0]
    assert [row[name] for name in ("category", "awards", "awarded", "paid")] == ["", "1", "5000.00", "500.50"]
    award.proposal.category = make_category("parks")
    award.proposal.save()
    row = download(client, "categories_file", award.outcome.round.slug)[0]
    assert (row["category"], row["name"]) == ("parks", "Parks")


def test_payees(client, award):
    row = download(client, "payees_file", award.outcome.round.slug)[0]
    assert (row["payee"], row["orders"], row["proposals"]) == ("Kilnside Joinery", "1", award.proposal.title)
    assert (row["committed"], row["paid"]) == ("2000.00", "500.50")


def test_months(client, award):
    rows = download(client, "months_file", award.outcome.round.slug)
    assert [(row["month"], row["committed"], row["paid"]) for row in rows] == [
        ("2026-03", "2000.00", "0.00"),
        ("2026-04", "0.00", "500.50"),
    ]


def test_every_order_and_every_payment_is_a_row(client, award):
    rows = download(client, "spending_file", award.outcome.round.slug)
    assert [(row["what"], row["date"], row["amount"]) for row in rows] == [
        ("committed", "2026-03-02", "2000.00"),
        ("paid", "2026-04-01", "500.50"),
    ]
    assert rows[0]["invoice"] == ""
    assert rows[1]["invoice"].startswith("INV-")


def test_yen_has_no_decimals(client):
    award = make_award(amount_minor=5_000, currency="JPY")
    assert download(client, "awards_file", award.outcome.round.slug)[0]["awarded"] == "5000"


@pytest.mark.parametrize("start", "=+-@\t")
def test_no_cell_is_a_formula(client, award, start):
    make_commitment(award, payee=f"{start}cmd")
    rows = download(client, "spending_file", award.outcome.round.slug)
    assert {row["payee"] for row in rows} == {"Kilnside Joinery", f"'{start}cmd"}


@pytest.mark.parametrize("name", ["districts_file", "awards_file", "spending_file"])
def test_an_unknown_round_has_no_files(client, name):
    assert client.get(reverse(f"budgets:{name}", args=["nowhere"])).status_code == 404


def test_of_an_election_held_elsewhere_nothing_is_said_about_spending(client):
    award = make_award(make_outcome(make_round(is_imported=True), make_district()))
    row = download(client, "awards_file", award.outcome.round.slug)[0]
    assert [row[name] for name in ("awarded", "committed", "paid")] == ["5000.00", "", ""]
