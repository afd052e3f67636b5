import pytest
from django.utils.translation import override

from city.queries.money import format_money, minor_per_unit


@pytest.mark.parametrize(
    ("language", "minor", "currency", "written"),
    [
        ("en", 12_000_00, "EUR", "€12,000"),
        ("en", 12_000_50, "EUR", "€12,000.50"),
        ("en", 12_000_00, "PLN", "12,000 zł"),
        ("pl", 12_000_00, "PLN", "12 000 zł"),
        ("en", 5, "JPY", "¥5"),
        ("en", 1_000_000_000, "HUF", "1,000,000,000 Ft"),
        ("en", 1_00, "CHF", "1 CHF"),
        ("xx", 1_00, "EUR", "€1"),
    ],
)
def test_money_as_people_write_it(language, minor, currency, written):
    with override(language):
        assert format_money(minor, currency).replace("\xa0", " ") == written


def test_how_many_minor_units_make_one():
    assert [minor_per_unit(code) for code in ("EUR", "JPY", "HUF", "PLN")] == [100, 1, 1, 100]
