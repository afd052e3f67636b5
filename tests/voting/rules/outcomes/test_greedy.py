from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.outcomes import oracle
from tests.voting.rules.outcomes.elections import elections, make
from voting.rules.ballots import KINDS
from voting.rules.constraints import Constraints
from voting.rules.outcomes.counting import count


@given(election=elections())
def test_agrees_with_the_plain_rule(election):
    contest, ballots = election
    costs = {c: p.cost_minor for c, p in contest.projects.items() if contest.has_open(c) and p.cost_minor}
    scores = [KINDS[contest.kind].scores(ballot, contest) for ballot in ballots]
    assert count(contest, ballots, "greedy").winners == oracle.greedy(contest.envelope_minor, costs, scores, str)


def test_skips_what_does_not_fit_and_says_by_how_much():
    contest = make({"park": 6, "road": 7, "tree": 4}, 10)
    result = count(contest, [["park", "road"], ["park", "road"], ["park", "tree"]], "greedy")
    assert result.winners == ["park", "tree"]
    assert result.steps[1] == {"project": "tree", "cost": 4, "score": 1, "left": 0}
    assert result.losers == {"road": {"reason": "no_room", "cost": 7, "score": 2, "left": 4, "missing": 3}}


def test_what_nobody_voted_for_is_not_funded_however_much_room_there_is():
    result = count(make({"park": 6, "tree": 4}, 10), [["park"]], "greedy")
    assert result.winners == ["park"]
    assert result.losers == {"tree": {"reason": "no_votes", "cost": 4, "score": 0, "left": 4}}


def test_ranks_by_points_where_ballots_give_points():
    contest = make({"park": 6, "road": 7}, 10, "points")
    ballots = [[{"p": "park", "w": 1}], [{"p": "park", "w": 1}], [{"p": "road", "w": 3}]]
    assert count(contest, ballots, "greedy").winners == ["road"]


def test_a_tie_is_settled_by_the_order_asked_for_and_told():
    contest = make({"a": 6, "b": 5, "c": 5}, 10)
    ballots = [["a", "b", "c"]]
    by_code = count(contest, ballots, "greedy")
    assert by_code.winners == ["a"]
    assert by_code.ties == [{"score": 1, "projects": ["a", "b", "c"], "settled_by": "id"}]
    by_cost = count(contest, ballots, "greedy", {"ties": "cost,votes,id"})
    assert by_cost.winners == ["b", "c"]
    assert count(contest, [["a"], ["b"]], "greedy", {"ties": "cost,votes,lot"}).ties == [
        {"score": 1, "projects": ["b", "a"], "settled_by": "cost"}
    ]


@given(election=elections(), skip=st.sampled_from(["yes", "no"]), threshold=st.integers(0, 4))
def test_agrees_with_the_plain_rule_under_every_parameter(election, skip, threshold):
    contest, ballots = election
    costs = {c: p.cost_minor for c, p in contest.projects.items() if contest.has_open(c) and p.cost_minor}
    scores = [KINDS[contest.kind].scores(ballot, contest) for ballot in ballots]
    walk = {"is_skipping": skip == "yes", "threshold": threshold}
    plain = {"score": oracle.greedy, "density": oracle.greedy_by_density}
    for rank, rule in plain.items():
        changes = {"rank": rank, "skip": skip, "threshold": str(threshold)}
        expected = rule(contest.envelope_minor, costs, scores, str, **walk)
        assert count(contest, ballots, "greedy", changes).winners == expected


def test_without_skipping_the_first_that_does_not_fit_ends_the_walk():
    contest = make({"park": 6, "road": 7, "tree": 4}, 10)
    result = count(contest, [["park", "road"], ["park", "road"], ["park", "tree"]], "greedy-no-skip")
    assert result.winners == ["park"]
    assert result.losers["road"]["reason"] == "no_room"
    assert result.losers["tree"] == {"reason": "stopped", "cost": 4, "score": 1, "by": "road"}


def test_what_was_withdrawn_ends_no_walk():
    contest = make({"gone": 999_999_999_00, "park": 6, "tree": 4}, 10, withdrawn=["gone"])
    assert count(contest, [["gone", "park"], ["gone", "park"], ["gone", "tree"]], "greedy-no-skip").winners == [
        "park",
        "tree",
    ]


def test_what_a_constraint_keeps_out_ends_no_walk():
    contest = replace(make({"a": 3, "b": 3, "c": 3}, 10), constraints=Constraints(incompatible=[("a", "b")]))
    result = count(contest, [["a", "b", "c"], ["a", "b"], ["a"]], "greedy-no-skip")
    assert result.winners == ["a", "c"]
    assert result.losers["b"] == {"reason": "incompatible", "cost": 3, "score": 2, "with": "a"}


def test_a_score_at_the_threshold_is_enough():
    contest = make({"a": 3, "b": 3}, 10)
    result = count(contest, [["a", "b"], ["a"]], "greedy-threshold", {"threshold": "2"})
    assert result.winners == ["a"]
    assert result.losers["b"] == {"reason": "low_score", "cost": 3, "score": 1, "needed": 2}


def test_by_density_many_cheap_projects_come_before_a_dear_one():
    contest = make({"hall": 9, "bench": 2, "tree": 2}, 10)
    ballots = [["hall", "bench"]] * 3 + [["hall", "tree"]] * 2
    assert count(contest, ballots, "greedy").winners == ["hall"]
    assert count(contest, ballots, "greedy-density").winners == ["bench", "tree"]


@pytest.mark.parametrize(
    ("percent", "envelope", "amount"),
    [("80", 14, 8), ("80", 13, None), ("1", 6, None), ("0", 14, None), ("100", 16, None)],
)
def test_the_project_that_came_next_gets_a_part_where_enough_is_left(percent, envelope, amount):
    contest = make({"park": 6, "road": 10}, envelope)
    result = count(contest, [["park", "road"], ["park"]], "greedy-no-skip", {"part_funding": percent})
    assert result.course.get("part_funded", {}).get("amount") == amount
    assert result.spent <= envelope
    if amount:
        assert result.winners == ["park"]
        assert result.spent == 6 + amount
        assert result.losers["road"] == {"reason": "part_funded", "cost": 10, "amount": 8, "missing": 2}
        assert result.course == {"part_funded": {"project": "road", "cost": 10, "amount": 8, "missing": 2}}


def test_a_part_breaks_no_constraint():
    """What came later took the place of the project that came next."""
    contest = replace(make({"a": 6, "b": 10, "c": 2}, 15), constraints=Constraints(incompatible=[("b", "c")]))
    result = count(contest, [["a", "b", "c"], ["a", "b"], ["a"]], "greedy", {"part_funding": "50"})
    assert result.winners == ["a", "c"]
    assert result.course == {}
