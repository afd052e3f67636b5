import pytest

from voting.rules.pabulib.columns import Columns
from voting.rules.pabulib.report import Report

HEAD = ["voter_id", "vote", "age"]


@pytest.fixture
def columns():
    return Columns(1, HEAD, ["voter_id", "vote"], Report())


def test_columns_of_many_lines_are_given_at_once(columns):
    assert columns.plain(["1;a,b;30", "2;;41"], ["vote", "voter_id"]) == [["a,b", ""], ["1", "2"]]


@pytest.mark.parametrize(
    "lines",
    [
        ["1;a;30;", "2;b"],
        ["1;a", "2;b;30;"],
        ["1;a;30;4", "2", "3;c;30"],
        ["1;a;30", '2;"b";30'],
        ["1;a;30;"],
        ["1;a"],
    ],
)
def test_lines_of_another_width_or_with_quotes_want_a_closer_look(columns, lines):
    """Also where what one has too much another has too little."""
    assert columns.plain(lines, ["vote"]) is None
