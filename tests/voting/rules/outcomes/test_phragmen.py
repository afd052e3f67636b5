from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.outcomes import oracle
from tests.voting.rules.outcomes.elections import approvals, elections, make, standing
from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.counting import count
from voting.rules.outcomes.phragmen import continue_with, payments
from voting.rules.outcomes.profile import gather
from voting.rules.outcomes.ties import TieOrder


@settings(max_examples=300)
@given(election=elections(), stop=st.sampled_from(["overshoot", "exhaustive"]))
def test_agrees_with_the_plain_rule(election, stop):
    contest, ballots = election
    expected = oracle.phragmen(
        contest.envelope_minor, standing(contest), approvals(ballots), str, is_stopped=stop == "overshoot"
    )
    assert count(contest, ballots, "phragmen", {"stop": stop}).winners == expected


@given(election=elections(), stop=st.sampled_from(["overshoot", "exhaustive"]))
def test_payments_can_be_replayed_and_add_up_to_the_ledgers(election, stop):
    contest, ballots = election
    result = count(contest, ballots, "phragmen", {"stop": stop})
    named = approvals(ballots)
    paid = [payments(result.course, result.steps, dict.fromkeys(codes, 1)) for codes in named]
    end = Fraction(result.course["time"])
    for place, step in enumerate(result.steps):
        assert sum(of_one[place] for of_one in paid) == step["cost"]
    assert all(amount >= 0 for of_one in paid for amount in of_one)
    assert all(sum(of_one) <= end for of_one in paid)
    for code in standing(contest).keys() & result.losers.keys():
        ledger = result.losers[code]
        backers = [of_one for of_one, codes in zip(paid, named, strict=True) if code in codes]
        for place, winner in enumerate(result.winners):
            spent = sum(of_one[place] for of_one in backers)
            assert abs(ledger["spent"].get(winner, 0) - spent) <= Fraction(1, 2)
        if ledger["reason"] == "too_little":
            left = sum(end - sum(of_one) for of_one in backers)
            assert (ledger["left"], ledger["missing"]) == (int(left), ledger["cost"] - int(left))
            assert ledger["had"] == round(end * len(backers))


def test_the_count_ends_where_the_next_project_breaks_the_budget_or_goes_on():
    contest = make({"park": 6, "road": 8, "tree": 4, "well": 9, "none": 1}, 10)
    ballots = [["park", "road"]] * 4 + [["park"], ["road"], ["road"], ["tree"], ["well"]]
    ended = count(contest, ballots, "phragmen")
    assert ended.winners == ["park"]
    assert ended.course == {"stopped_by": "road", "time": "32/15"}
    assert ended.losers["road"] == {
        "reason": "no_room",
        "cost": 8,
        "supporters": 6,
        "time": "32/15",
        "left": 4,
        "missing": 4,
        "spent": {"park": 5},
    }
    assert ended.losers["tree"] == {
        "reason": "too_little",
        "cost": 4,
        "supporters": 1,
        "had": 2,
        "left": 2,
        "missing": 2,
        "spent": {},
    }
    assert ended.losers["none"]["reason"] == "no_votes"
    assert count(contest, ballots, "phragmen", {"stop": "exhaustive"}).winners == ["park", "tree"]


def test_who_had_the_money_at_the_very_moment_the_count_ended():
    contest = make({"a": 6, "b": 6}, 5)
    result = count(contest, [["a", "b"]], "phragmen")
    assert result.winners == []
    assert result.losers["b"] == {
        "reason": "stopped",
        "cost": 6,
        "supporters": 1,
        "had": 6,
        "left": 6,
        "by": "a",
        "spent": {},
    }
    assert result.ties == [{"step": 1, "projects": ["a", "b"], "settled_by": "id"}]


def test_goes_on_from_what_voters_hold_after_another_rule():
    """The voter of the tree holds nearly all its cost already, so it comes before what most people want."""
    contest = make({"hall": 4, "park": 6, "tree": 3, "road": 4}, 13)
    ballots = [["hall", "park"], ["park"], ["road"], ["tree"]]
    profile = gather(contest, ballots)
    of_row = {tuple(profile.codes[c] for c in profile.ballots.row(g)[0]): g for g in range(len(profile.sizes))}
    purses = {of_row[("hall", "park")]: Fraction(1, 3), of_row[("tree",)]: Fraction(5, 2)}

    def held(groups):
        return sum((purses.get(int(group), Fraction(0)) for group in groups), Fraction(0))

    allowance = Allowance(profile, 13)
    allowance.take("hall")
    ties = TieOrder("id", profile.projects, profile.votes(), "", "riverside")
    decision = continue_with(profile, held, {"hall"}, allowance, ties)
    assert decision.winners == ["tree", "park"]
    assert [step["time"] for step in decision.steps] == ["1/2", "17/6"]
    assert [step["left"] for step in decision.steps] == [6, 0]
    assert decision.losers["road"]["reason"] == "no_room"


def test_what_was_held_at_first_is_paid_once():
    contest = make({"park": 6, "road": 6}, 20)
    profile = gather(contest, [["park", "road"], ["road"]])
    ties = TieOrder("id", profile.projects, profile.votes(), "", "riverside")

    def held(groups):
        return Fraction(5 * len(groups))

    decision = continue_with(profile, held, set(), Allowance(profile, 20), ties)
    assert [(step["project"], step["time"]) for step in decision.steps] == [("road", "-2"), ("park", "4")]


@pytest.mark.parametrize(("percent", "amount"), [("0", None), ("50", 4), ("51", None)])
def test_part_of_the_project_that_came_next(percent, amount):
    contest = make({"park": 6, "road": 8}, 10)
    ballots = [["park", "road"]] * 4 + [["park"], ["road"], ["road"]]
    result = count(contest, ballots, "phragmen", {"part_funding": percent})
    assert result.winners == ["park"]
    assert result.course.get("part_funded", {}).get("amount") == amount
    assert result.spent == 6 + (amount or 0)


def test_a_picture_of_what_voters_hold_and_pay():
    contest = make({"park": 6, "road": 9}, 20)
    steps = count(contest, [["park", "road"], ["park"], ["road"]], "phragmen").steps
    assert [(step["project"], step["time"]) for step in steps] == [("park", "3"), ("road", "6")]
    assert [step["skyline"] for step in steps] == [[[2, 3, 3], [1, 3, 0]], [[1, 6, 6], [1, 3, 3], [1, 3, 0]]]
    assert "skyline" not in count(contest, [["park"]], "phragmen", is_explained=False).steps[0]
