import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.colours import BLACK, WHITE, Colour, contrast, least, mix, parse, toward

colours = st.builds(Colour, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize("text", ["#1C4B78", "1c4b78", " 1C4B78 "])
def test_a_colour_is_six_digits(text):
    assert parse(text) == Colour(0x1C, 0x4B, 0x78)
    assert str(parse(text)) == "#1C4B78"


@pytest.mark.parametrize("text", ["", "blue", "#1C4", "1C4B7G", "#1C4B78;}body{"])
def test_nothing_else_is_a_colour(text):
    with pytest.raises(ValueError):
        parse(text)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("000000", "FFFFFF", 21.0), ("777777", "FFFFFF", 4.48), ("FF0000", "0000FF", 2.15)]
)
def test_contrast_is_what_the_standard_says(one, other, ratio):
    assert contrast(parse(one), parse(other)) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_never_below_one(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001


def test_the_least_contrast_is_not_rounded_up():
    assert least(parse("777777"), [BLACK, WHITE]) == 4.4


@given(colours)
def test_what_is_moved_toward_black_can_be_read_on_white(colour):
    moved = toward(colour, BLACK, [WHITE], 4.5)
    assert least(moved, [WHITE]) >= 4.5
    if least(colour, [WHITE]) >= 4.5:
        assert moved == colour


def test_where_nothing_can_be_read_the_end_is_given():
    assert toward(WHITE, BLACK, [BLACK, WHITE], 7) == BLACK


@given(colours, colours)
def test_a_mix_starts_at_the_one_and_ends_at_the_other(one, other):
    assert (mix(one, other, 0), mix(one, other, 1)) == (one, other)
