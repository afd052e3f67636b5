from hypothesis import given
from hypothesis import strategies as st

from voting.rules.roll.cells import Cell, cell, veiled


def test_a_count_is_shown_where_it_is_none_or_many():
    assert [cell(count, 10) for count in (0, 9, 10)] == [Cell(0), Cell(None, is_small=True), Cell(10)]


def test_beside_a_small_count_the_next_smallest_is_hidden_as_well():
    shown = veiled({"roll": 2400, "desk": 3, "post": 50}, 10)
    assert shown == {"roll": Cell(2400), "desk": Cell(None, is_small=True), "post": Cell(None)}


def test_two_small_counts_cover_each_other_and_one_alone_has_no_cover():
    assert veiled({"roll": 50, "desk": 3, "post": 4}, 10)["roll"] == Cell(50)
    assert veiled({"roll": 0, "desk": 3}, 10) == {"roll": Cell(0), "desk": Cell(None, is_small=True)}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), min_size=1), st.integers(1, 20))
def test_no_small_count_can_be_worked_out_from_the_sum(counts, least):
    """The law: whoever knows the sum and all that is shown still has two unknowns, or a sum that is small itself."""
    shown = veiled(counts, least)
    hidden = [name for name, one in shown.items() if one.count is None]
    assert all(one.count is None or one.count == counts[name] for name, one in shown.items())
    assert all(shown[name].count is None for name, count in counts.items() if 0 < count < least)
    assert len(hidden) != 1 or sum(counts.values()) < least
