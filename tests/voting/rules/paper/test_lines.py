import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.ballots import KINDS
from voting.rules.paper.lines import SPOILED, Unreadable, choices_of, says

CODES = ["P01", "OGM/0015", "P03", "P04"]
TICKED = ["approval", "knapsack", "choose-one"]


def read(line, kind="approval"):
    return choices_of(says(line, KINDS[kind], CODES))


@pytest.mark.parametrize("kind", TICKED)
def test_the_order_in_which_ticks_are_typed_does_not_matter(kind):
    assert says("3 1", KINDS[kind], CODES) == says(" 1,3 ", KINDS[kind], CODES) == '["P01","P03"]'
    assert read("2", kind) == ["OGM/0015"]


def test_in_a_ranking_the_order_is_what_is_said():
    assert read("3 1", "ranking") == ["P03", "P01"]
    assert says("3 1", KINDS["ranking"], CODES) != says("1 3", KINDS["ranking"], CODES)


def test_points_stand_behind_a_star():
    assert read("3*5 1*2", "points") == [{"p": "P01", "w": 2}, {"p": "P03", "w": 5}]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_marked_is_a_ballot_and_a_spoiled_paper_is_none(kind):
    assert read("0", kind) == []
    assert says("00", KINDS[kind], CODES) == SPOILED
    assert read(" 00 ", kind) is None


@pytest.mark.parametrize(
    ("line", "kind", "code", "sign"),
    [
        ("", "approval", "empty", ""),
        (" , ", "approval", "empty", ""),
        ("5", "approval", "no_number", "5"),
        ("1 0", "approval", "no_number", "0"),
        ("1 x", "approval", "no_number", "x"),
        ("²", "approval", "no_number", "²"),
        ("1234567890", "approval", "no_number", "1234567890"),
        ("1*2", "approval", "no_number", "1*2"),
        ("1 3 1", "ranking", "twice", "1"),
        ("3", "points", "no_points", "3"),
        ("3*", "points", "no_points", "3*"),
        ("3*0", "points", "no_points", "3*0"),
        ("3*x", "points", "no_points", "3*x"),
        ("1*1 1*2", "points", "twice", "1*2"),
    ],
)
def test_what_says_nothing(line, kind, code, sign):
    with pytest.raises(Unreadable) as caught:
        read(line, kind)
    assert (caught.value.code, caught.value.sign) == (code, sign)


@given(st.lists(st.integers(1, 4), unique=True, min_size=1))
def test_what_is_typed_is_what_is_read(numbers):
    line = " ".join(map(str, numbers))
    assert read(line, "ranking") == [CODES[number - 1] for number in numbers]
    assert sorted(read(line)) == sorted(CODES[number - 1] for number in numbers)
