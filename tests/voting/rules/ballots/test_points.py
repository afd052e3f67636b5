import pytest

from tests.voting.rules.contests import contest
from voting.rules.ballots import KINDS
from voting.rules.ballots.fault import Fault
from voting.rules.contest import Limits

faults, canonical, scores = KINDS["points"].faults, KINDS["points"].canonical, KINDS["points"].scores


def give(**points):
    return [{"p": code, "w": weight} for code, weight in points.items()]


def test_a_good_ballot():
    ballot = give(trees=3, bench=7)
    assert faults(ballot, contest("points", Limits(points=10, max_points_each=7))) == []
    assert canonical(ballot) == give(bench=7, trees=3)
    assert scores(ballot, contest("points")) == {"trees": 3, "bench": 7}


@pytest.mark.parametrize("weight", [0, -1, 1.0, True, None, "3", 2**53, [1]])
def test_points_that_are_no_number_above_zero(weight):
    assert faults([{"p": "bench", "w": weight}], contest("points")) == [Fault("bad_points", "bench")]


@pytest.mark.parametrize("line", ["bench", {}, {"p": "bench"}, {"p": 1, "w": 1}, {"p": "bench", "w": 1, "x": 1}])
def test_a_line_that_is_no_choice(line):
    assert faults([line], contest("points")) == [Fault("bad_choice", numbers={"line": 1})]


def test_too_many_points_for_one_and_together():
    found = faults(give(bench=4, trees=1), contest("points", Limits(points=3, max_points_each=3)))
    assert found == [
        Fault("over_points_each", "bench", {"given": 4, "limit": 3, "over": 1}),
        Fault("over_points", numbers={"given": 5, "limit": 3, "over": 2}),
    ]


def test_a_withdrawn_project_counts_for_nothing():
    assert scores(give(kiosk=2, bench=1), contest("points")) == {"bench": 1}
