"""Leaping to a share that buys the same gives what trying every share gives."""

from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.outcomes.elections import constrained_elections, elections, make
from voting.rules.constraints import Constraints
from voting.rules.outcomes import equal_shares
from voting.rules.outcomes.counting import count


def counted(contest, ballots, changes, *, is_leaping=True):
    """The result, and how many shares were tried."""
    attempt = equal_shares._Count._attempt

    def one_by_one(*args):
        return replace(attempt(*args), is_alike=False)

    act = attempt if is_leaping else one_by_one
    with patch.object(equal_shares._Count, "_attempt", autospec=True, side_effect=act) as tried:
        result = count(contest, ballots, "mes-cost-add1", changes, is_explained=False)
    return result, tried.call_count


@st.composite
def dear_elections(draw):
    """Projects that cost many times what a share is raised by."""
    contest, ballots = draw(elections() | constrained_elections())
    costs = st.integers(30, 400) | st.sampled_from([100, 150, 200])
    projects = {code: replace(project, cost_minor=draw(costs)) for code, project in contest.projects.items()}
    return replace(contest, projects=projects, currency="HUF", envelope_minor=draw(st.integers(100, 500))), ballots


@settings(max_examples=100)
@given(
    election=dear_elections(),
    utility=st.sampled_from(["cost", "cardinality", "points"]),
    stop=st.sampled_from(["infeasible", "exhaustive"]),
)
def test_leaping_changes_nothing(election, utility, stop):
    changes = {"utility": utility, "stop": stop}
    leaping, _ = counted(*election, changes)
    every, tried_each = counted(*election, changes, is_leaping=False)
    assert leaping.as_json() == every.as_json()
    assert tried_each == every.course["runs"]


def test_a_long_way_is_leapt():
    contest = make({"near": 4_000, "far": 900_000, "other": 900_001}, 1_000_000)
    contest = replace(contest, currency="HUF")
    result, tried = counted(contest, [["near"], ["far"], ["other"]] + [[]] * 97, {})
    assert result.winners == ["far", "near"]
    assert result.course["share"] == "900000"
    assert result.course["runs"] == 890_001
    assert tried < 60


def test_a_tie_that_stays_is_leapt_too():
    contest = replace(make({"a": 500, "b": 500, "c": 90_000}, 100_000), currency="HUF")
    result, tried = counted(contest, [["a", "b"], ["a", "b"], ["c"]] + [[]] * 97, {})
    assert (result.winners, result.course["runs"]) == (["a", "b", "c"], 89_001)
    assert tried < 60


def test_a_tie_that_may_end_is_looked_at_share_by_share():
    contest = replace(make({"a": 300, "b": 300, "c": 2_000}, 2_600), currency="HUF")
    ballots = [["a", "b", "c"], ["a"], ["b"]]
    leaping, _ = counted(contest, ballots, {})
    assert leaping.as_json() == counted(contest, ballots, {}, is_leaping=False)[0].as_json()


def test_what_is_refused_stands_in_nobodys_way():
    contest = replace(make({"a": 40, "b": 50, "c": 30_000}, 40_000), currency="HUF")
    contest = replace(contest, constraints=Constraints(incompatible=[("a", "b")]))
    result, tried = counted(contest, [["a"], ["b"], ["c"]] + [[]] * 997, {})
    assert (result.winners, result.course["share"], result.course["runs"]) == (["a", "c"], "30000", 29_961)
    assert tried < 60


def test_a_leap_does_not_miss_what_is_bought_only_on_the_way():
    """From a share of 120 to one of 131 the garden comes before the bridge, whose price then falls below it again."""
    costs = {f"p{n}": 24 for n in range(4)} | {f"q{n}": 24 for n in range(3)} | {"bridge": 132, "garden": 48}
    contest = replace(make(costs, 3 * 102), currency="HUF")
    ballots = [["bridge", "p0", "p1", "p2", "p3"], ["bridge", "garden", "q0", "q1", "q2"], ["bridge"]]
    changes = {"utility": "cardinality", "stop": "infeasible"}
    leaping, _ = counted(contest, ballots, changes)
    assert leaping.as_json() == counted(contest, ballots, changes, is_leaping=False)[0].as_json()
    assert (leaping.course["share"], leaping.course["stopped_by"]) == ("119", "overspends")
