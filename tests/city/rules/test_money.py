import pytest

from city.rules.money import decimals, minor


@pytest.mark.parametrize(
    ("currency", "places"), [("EUR", 2), ("PLN", 2), ("JPY", 0), ("HUF", 0), ("TND", 3), ("XXX", 2)]
)
def test_decimals_of_a_currency(currency, places):
    assert decimals(currency) == places


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1331751.11", "PLN", 133175111),
        ("400000.0", "EUR", 40000000),
        ("5", "EUR", 500),
        ("1000000000", "HUF", 1000000000),
        ("7.00", "JPY", 7),
        ("-3.5", "EUR", -350),
        ("0.001", "KWD", 1),
    ],
)
def test_units_become_minor_units(amount, currency, expected):
    assert minor(amount, currency) == expected


@pytest.mark.parametrize(
    "amount", ["", "4,5", "1e3", "NaN", "Infinity", "1_000", " 5", "5 ", "１２", "1.", ".5", "9" * 99]
)
def test_what_is_no_amount(amount):
    with pytest.raises(ValueError, match="is not an amount"):
        minor(amount, "EUR")


def test_an_amount_finer_than_its_currency():
    with pytest.raises(ValueError, match="0.005 has more decimals than EUR has"):
        minor("0.005", "EUR")
    with pytest.raises(ValueError, match="more decimals than HUF has"):
        minor("0.5", "HUF")


def test_an_amount_too_large_to_count():
    with pytest.raises(ValueError, match="more than can be counted"):
        minor("99999999999999", "EUR")
