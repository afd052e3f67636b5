from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.rules.amounts import LARGEST_MINOR, NotAnAmount, parse_amount

EUR = 100
SIGNS = ("EUR", "€")


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12000", 12_000_00),
        ("12 000", 12_000_00),
        ("12\u00a0000", 12_000_00),
        ("12\u202f000", 12_000_00),
        ("12.000", 12_000_00),
        ("12,000", 12_000_00),
        ("12'000", 12_000_00),
        ("12’000", 12_000_00),
        ("12\N{ACUTE ACCENT}000", 12_000_00),
        ("1.234.567", 1_234_567_00),
        ("12.000,50", 12_000_50),
        ("12,000.50", 12_000_50),
        ("12 000,5", 12_000_50),
        ("12,5", 12_50),
        ("0.500", 50),
        ("12.000,500", 12_000_50),
        ("12.000,-", 12_000_00),
        ("12.000,\N{EN DASH} €", 12_000_00),
        ("€ 12 000", 12_000_00),
        ("eur 12000", 12_000_00),
        ("12000 EUR.", 12_000_00),
        ("  12000.  ", 12_000_00),
        ("١٢", 12_00),
        ("0", 0),
    ],
)
def test_amounts_as_people_type_them(text, minor):
    assert parse_amount(text, EUR, SIGNS) == minor


@pytest.mark.parametrize(
    "text",
    ["", "abc", "12k", "-5", "1.234.5", "12 00", "1,2,3", ".50", "0 500", "12.000 000", "1e5", "€", "nan", "9" * 41],
)
def test_what_is_no_amount_is_never_guessed(text):
    with pytest.raises(NotAnAmount) as refused:
        parse_amount(text, EUR, SIGNS)
    assert refused.value.code == "unreadable"
    assert refused.value.understood is None


def test_what_was_understood_is_told():
    with pytest.raises(NotAnAmount) as refused:
        parse_amount("12,5", 1)
    assert (refused.value.code, str(refused.value.understood)) == ("too_fine", "12.5")


def test_more_than_can_be_counted():
    assert parse_amount(str(LARGEST_MINOR), 1) == LARGEST_MINOR
    with pytest.raises(NotAnAmount) as refused:
        parse_amount(str(LARGEST_MINOR + 1), 1)
    assert refused.value.code == "too_large"


def written(minor, decimals, group, mark, pad):
    whole, rest = divmod(minor, 10**decimals)
    figures = f"{whole:,}".replace(",", group)
    return figures + (f"{mark}{rest:0{decimals}}" if decimals and (rest or pad) else "")


STYLES = [("", "."), ("", ","), (" ", ","), ("\u202f", ","), ("'", "."), (".", ","), (",", ".")]


@given(
    minor=st.integers(0, LARGEST_MINOR),
    decimals=st.sampled_from([0, 2]),
    style=st.sampled_from(STYLES),
    pad=st.booleans(),
)
def test_an_amount_written_in_any_style_is_read_back(minor, decimals, style, pad):
    assert parse_amount(written(minor, decimals, *style, pad), 10**decimals) == minor


@given(text=st.text(max_size=50), per_unit=st.sampled_from([1, 100, 1000]))
def test_any_text_gives_an_amount_or_a_refusal(text, per_unit):
    with suppress(NotAnAmount):
        assert 0 <= parse_amount(text, per_unit, SIGNS) <= LARGEST_MINOR
