from hypothesis import given
from hypothesis import strategies as st

from frontend.shares import lay_out, percent, series_of

amounts = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


@given(amounts)
def test_parts_lie_side_by_side_and_fill_the_whole(costs):
    parts = lay_out([{"amount": cost} for cost in costs], max(sum(costs), 1))
    edges = [0.0, *(float(part.end) for part in parts)]
    assert all(abs(float(part.x) - start) < 0.002 for part, start in zip(parts, edges, strict=False))
    assert abs(edges[-1] - (100 if sum(costs) else 0)) < 0.002


@given(amounts, st.integers(1, 10**10))
def test_a_part_is_as_long_as_its_amount(costs, total):
    for part, cost in zip(lay_out([{"amount": cost} for cost in costs], total), costs, strict=True):
        assert abs(float(part.width) - 100 * cost / total) < 0.001


def test_nothing_has_no_length_where_there_is_no_whole():
    assert lay_out([{"amount": 5}], 0)[0].width == "0"


def test_eight_neighbours_have_eight_series():
    assert sorted(series_of(number) for number in range(1, 9)) == list(range(1, 9))
    assert series_of(9) == series_of(1)


def test_a_series_is_the_one_given_else_follows_the_ballot_number_else_the_place():
    given_one, numbered, placed = lay_out([{"amount": 1, "series": 0}, {"amount": 1, "number": 5}, {"amount": 1}], 3)
    assert (given_one.series, numbered.series, placed.series) == (0, series_of(5), series_of(3))


def test_a_number_is_left_out_where_its_coin_has_no_room():
    wide, narrow = lay_out([{"amount": 95, "code": "P01"}, {"amount": 1, "code": "P02"}], 100)
    assert (wide.code, narrow.code) == ("P01", "")


def test_a_number_too_wide_for_a_phone_is_marked():
    wide, middling = lay_out([{"amount": 80, "code": "1"}, {"amount": 8, "code": "2"}], 100)
    assert not wide.is_tight
    assert middling.is_tight
    assert middling.code == "2"


def test_percentages_are_short():
    assert [percent(value) for value in (50, 33.333333, 12.5, 0)] == ["50", "33.333", "12.5", "0"]
