"""What is left goes to the project that came next, under every rule that offers it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.outcomes.elections import constrained_elections, make
from voting.rules.outcomes.counting import count

OFFERING = {
    "greedy": {},
    "phragmen": {},
    "equal-shares": {},
    "mes-cost": {"completion": "utilitarian"},
    "wieliczka-2023": {"completion": "add1+utilitarian"},
}


@pytest.mark.parametrize("preset", OFFERING)
@given(election=constrained_elections(), percent=st.integers(1, 100))
def test_a_part_is_enough_of_the_cost_and_all_that_is_left(preset, election, percent):
    contest, ballots = election
    whole = count(contest, ballots, preset, OFFERING[preset])
    result = count(contest, ballots, preset, OFFERING[preset] | {"part_funding": str(percent)})
    assert result.winners == whole.winners
    part = result.course.get("part_funded")
    if part is None:
        assert result.as_json() | {"parameters": {}} == whole.as_json() | {"parameters": {}}
        return
    project = contest.projects[part["project"]]
    entry = result.losers[project.code]
    assert entry.get("then", entry) == {"reason": "part_funded"} | {
        name: part[name] for name in ("cost", "amount", "missing")
    }
    assert part["cost"] == project.cost_minor == part["amount"] + part["missing"]
    assert percent * part["cost"] <= 100 * part["amount"] < 100 * part["cost"]
    assert result.spent == whole.spent + part["amount"] == contest.envelope_minor


def test_after_equal_shares_the_idea_that_came_next_by_votes_gets_the_rest():
    contest = make({"a": 60, "b": 55, "c": 45}, 100)
    ballots = [["a"], ["a", "b"], ["b"], ["c"]]
    result = count(contest, ballots, "mes-cost", {"completion": "utilitarian", "part_funding": "70"})
    assert (result.winners, result.spent) == (["a"], 100)
    assert result.course["part_funded"] == {"project": "b", "cost": 55, "amount": 40, "missing": 15}
    assert result.losers["b"]["then"]["reason"] == "part_funded"
    assert result.losers["c"]["then"]["reason"] == "no_room"


def test_without_a_completion_by_votes_nothing_is_given_in_parts():
    contest = make({"a": 60, "b": 50}, 100)
    result = count(contest, [["a"], ["a", "b"]], "mes-cost", {"part_funding": "10"})
    assert "part_funded" not in result.course


@pytest.mark.parametrize(
    ("ballots", "kept", "part"),
    [([["big"]] * 6 + [["small", "next"]] * 4, "votes", "next"), ([["small"]] * 10 + [["big"]], "shares", "big")],
)
def test_after_the_comparison_the_part_is_that_of_the_outcome_kept(ballots, kept, part):
    contest = make({"big": 80, "small": 30, "next": 29}, 100)
    changes = {"completion": "utilitarian", "comparison": "yes", "part_funding": "50"}
    result = count(contest, ballots, "mes-cost", changes)
    assert result.course["comparison"]["kept"] == kept
    assert result.course.get("part_funded", {}).get("project") == part
    assert result.spent <= 100
