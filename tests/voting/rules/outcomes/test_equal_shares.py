"""The whole rule against the plain one, what it tells of itself, and the elections it is known for."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.outcomes import oracle
from tests.voting.rules.outcomes.elections import elections, make, standing
from voting.rules.ballots import KINDS
from voting.rules.constraints import Constraints
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import count

base_presets = pytest.mark.parametrize("preset", ["mes-cost", "mes-cardinality"])
parameters = st.fixed_dictionaries(
    {
        "utility": st.sampled_from(["cost", "cardinality", "points"]),
        "start": st.sampled_from(["exact", "integral"]),
        "completion": st.sampled_from(["none", "add1", "utilitarian", "add1+utilitarian"]),
        "increment": st.sampled_from(["0", "1", "3"]),
        "increment_in": st.sampled_from(["units", "minor"]),
        "stop": st.sampled_from(["infeasible", "exhaustive"]),
    }
)


def scores_of(contest, ballots):
    return [KINDS[contest.kind].scores(ballot, contest) for ballot in ballots]


def plain(contest, ballots, chosen):
    """The winners by the plain rule."""
    budget, costs, scores = contest.envelope_minor, standing(contest), scores_of(contest, ballots)
    unit = 1 if contest.currency == "HUF" else 100
    share = Fraction(budget, len(ballots))
    if chosen["start"] == "integral":
        share = share // unit * unit

    def buy(share):
        worth = costs.__getitem__ if chosen["utility"] == "cost" else lambda _: 1
        points = (lambda score: score) if chosen["utility"] == "points" else lambda _: 1
        return oracle.equal_shares(share, costs, scores, str, worth, points)[0]

    increment = int(chosen["increment"]) * (unit if chosen["increment_in"] == "units" else 1)
    if "add1" in chosen["completion"] and increment:
        is_exhaustive = chosen["stop"] == "exhaustive"
        share, winners = oracle.add1(share, increment, budget, costs, scores, buy, is_exhaustive=is_exhaustive)
    else:
        winners = buy(share)
    if "utilitarian" in chosen["completion"]:
        left = budget - sum(costs[code] for code in winners)
        winners += oracle.greedy(left, costs, scores, str, bought=winners)
    return share, winners


@settings(max_examples=400)
@given(election=elections(), chosen=parameters)
def test_agrees_with_the_plain_rule(election, chosen):
    contest, ballots = election
    result = count(contest, ballots, "mes-cost", chosen, is_explained=False)
    if not ballots:
        assert result.winners == []
        return
    share, winners = plain(contest, ballots, chosen)
    assert result.winners == winners
    assert Fraction(result.course["share"]) == share


@base_presets
@given(election=elections(), utility=st.sampled_from(["cost", "points"]))
def test_who_pays_what_can_be_replayed_from_the_steps(preset, election, utility):
    contest, ballots = election
    result = count(contest, ballots, preset, {"utility": utility})
    named = scores_of(contest, ballots)
    share = Fraction(contest.envelope_minor, max(len(ballots), 1))
    purses = [share for _ in ballots]
    spent = {code: {} for code in contest.projects}
    for step in result.steps:
        asked = [Fraction(step["price"]) * points(step["project"], scores, utility) for scores in named]
        paid = [min(purse, price) for purse, price in zip(purses, asked, strict=True)]
        assert sum(paid) == step["cost"]
        assert step["supporters"] == sum(step["project"] in scores for scores in named)
        full = [price for purse, price in zip(purses, asked, strict=True) if purse >= price > 0]
        less = [purse for purse, price in zip(purses, asked, strict=True) if 0 < purse < price]
        assert (step["paid_price"], step["paid_less"]) == (len(full), len(less))
        assert Fraction(step["sum_less"]) == sum(less)
        assert step["effective_votes"] == round(float(step["cost"] / Fraction(step["price"])), 2)
        assert_pictured(step["skyline"], purses, paid)
        for code in contest.projects:
            payers = [amount for amount, scores in zip(paid, named, strict=True) if code in scores and amount]
            if payers:
                spent[code][step["project"]] = round(sum(payers))
        purses = [purse - amount for purse, amount in zip(purses, paid, strict=True)]
    assert all(purse >= 0 for purse in purses)
    for code in standing(contest).keys() & result.losers.keys():
        ledger = result.losers[code]
        left = sum(purse for purse, scores in zip(purses, named, strict=True) if code in scores)
        supporters = sum(code in scores for scores in named)
        assert (ledger["reason"], ledger["left"], ledger["spent"]) == ("too_little", int(left), spent[code])
        assert (ledger["supporters"], ledger["had"]) == (supporters, round(share * supporters))


def points(code, scores, utility):
    return scores.get(code, 0) if utility == "points" else int(code in scores)


def assert_pictured(bars, purses, paid):
    """The bars hold every voter, payers first, and on average what voters hold and pay."""
    assert sum(voters for voters, _, _ in bars) == len(purses)
    paying = [bar for bar in bars if bar[2] > 0]
    assert sum(voters for voters, _, _ in paying) <= sum(amount > 0 for amount in paid)
    for index, values in ((1, purses), (2, paid)):
        total = sum(bar[0] * bar[index] for bar in bars)
        assert abs(total - sum(values)) <= Fraction(1, 2) * len(purses) + Fraction(1, 10**6)


def test_the_whole_budget_of_a_unanimous_vote():
    """In floating point 61 times the 61st part of 150,000 is less than 150,000."""
    contest = make({"only": 150_000_00}, 150_000_00)
    assert count(contest, [["only"]] * 61, "mes-cost").winners == ["only"]


def test_a_minority_gets_its_part_where_greedy_gives_it_none():
    contest = make({"north": 50, "south": 50, "east": 40}, 100)
    ballots = [["north", "south"]] * 6 + [["east"]] * 4
    assert count(contest, ballots, "greedy").winners == ["north", "south"]
    result = count(contest, ballots, "mes-cost")
    assert result.winners == ["north", "east"]
    assert result.losers == {
        "south": {
            "reason": "too_little",
            "cost": 50,
            "supporters": 6,
            "had": 60,
            "spent": {"north": 50},
            "left": 10,
            "missing": 40,
        }
    }


def test_a_tie_tells_its_step_and_what_settled_it():
    contest = make({"a": 5, "b": 5}, 10)
    result = count(contest, [["a", "b"]], "mes-cost", {"ties": "cost,votes,lot", "seed": "11" * 32})
    assert result.ties == [{"step": 1, "projects": result.winners, "settled_by": "lot"}]


def test_the_poor_pay_what_they_have_and_the_others_the_rest():
    contest = make({"first": 12, "second": 20}, 40)
    ballots = [["first", "second"], ["second"], ["second"], ["first"]]
    result = count(contest, ballots, "mes-cost")
    assert result.steps[0]["project"] == "second"
    assert result.winners == ["second", "first"]
    assert result.steps[1] == {
        "project": "first",
        "phase": "shares",
        "cost": 12,
        "supporters": 2,
        "price": "26/3",
        "effective_votes": 1.38,
        "paid_price": 1,
        "paid_less": 1,
        "sum_less": "10/3",
        "left": 8,
        "skyline": [[1, 10, 9], [1, 3, 3], [2, 3, 0]],
    }
    paid = PRESETS["mes-cost"].rule.payments(result.course, result.steps, {"first": 1, "second": 1})
    assert paid == [Fraction(20, 3), Fraction(10, 3)]


def test_points_are_paid_for_by_those_who_gave_them():
    contest = make({"park": 30, "road": 30}, 60, "points")
    ballots = [[{"p": "park", "w": 2}], [{"p": "park", "w": 1}], [{"p": "road", "w": 1}], [{"p": "park", "w": 1}]]
    result = count(contest, ballots, "mes-cardinality", {"utility": "points"})
    assert result.winners == ["park"]
    assert (result.steps[0]["price"], result.steps[0]["paid_price"]) == ("15/2", 3)
    assert PRESETS["mes-cost"].rule.payments(result.course, result.steps, {"park": 2}) == [15]


def test_raised_shares_buy_more_and_say_how_far_they_went():
    contest = make({"a": 60, "b": 30, "c": 45}, 100)
    ballots = [["a"], ["a"], ["b"], ["c"]]
    base = count(contest, ballots, "mes-cost")
    assert base.winners == []
    course = {"utility": "cost", "equal_share": "25"}
    assert base.course == course | {"share": "25", "runs": 1, "stopped_by": ""}
    raised = count(contest, ballots, "mes-cost-add1", {"increment_in": "minor"})
    assert raised.winners == ["a", "b"]
    assert raised.course == course | {"share": "30", "runs": 6, "stopped_by": "exhausted"}
    assert raised.losers["c"] == {
        "reason": "too_little",
        "cost": 45,
        "supporters": 1,
        "had": 30,
        "spent": {},
        "left": 30,
        "missing": 15,
    }
    further = count(contest, ballots, "mes-cost-add1", {"increment_in": "minor", "stop": "infeasible"})
    assert further.winners == ["a", "b"]
    assert further.course == course | {"share": "44", "runs": 21, "stopped_by": "overspends"}


def test_everything_bought_ends_the_raising():
    result = count(make({"a": 6, "b": 5}, 20), [["a"], []], "mes-cost-add1", {"stop": "infeasible"})
    assert (result.winners, result.course["stopped_by"], result.course["runs"]) == (["a"], "complete", 1)


def test_what_is_left_buys_by_votes_and_losers_hear_of_both():
    contest = make({"a": 60, "b": 50, "c": 40}, 100)
    result = count(contest, [["a"], ["a", "b"], ["c"], []], "mes-cost", {"completion": "utilitarian"})
    assert result.winners == ["a", "c"]
    assert [step["phase"] for step in result.steps] == ["votes", "votes"]
    assert result.losers["b"]["then"] == {"reason": "no_room", "cost": 50, "score": 1, "left": 40, "missing": 10}


def test_what_is_left_buys_by_phragmen_from_what_voters_hold():
    contest = make({"a": 60, "b": 30, "c": 40}, 100)
    ballots = [["a", "b"], ["a"], ["a"], ["c"]]
    result = count(contest, ballots, "mes-cost", {"completion": "phragmen"})
    # After a everybody who chose it has 5 left, and who chose c has all 25, which is only 15 short.
    assert result.winners == ["a", "c"]
    assert [step["phase"] for step in result.steps] == ["shares", "phragmen"]
    assert result.steps[1]["time"] == "15"
    assert PRESETS["mes-cost"].rule.payments(result.course, result.steps, {"c": 1}) == [0, 40]
    assert PRESETS["mes-cost"].rule.payments(result.course, result.steps, {"a": 1, "b": 1}) == [20, 0]
    assert result.losers["b"]["then"]["reason"] == "no_room"


def test_the_comparison_counts_voters_whom_one_outcome_gives_nothing():
    contest = make({"big": 100, "small": 30}, 100)
    ballots = [["big"]] * 6 + [["small"]] * 4
    kept = count(contest, ballots, "mes-cost", {"comparison": "yes"})
    assert kept.winners == ["big"]
    assert kept.course["comparison"] == {"prefer_shares": 4, "prefer_votes": 6, "kept": "votes"}
    assert kept.steps[0]["phase"] == "votes"
    same = count(contest, [["small"]] * 10, "mes-cost", {"comparison": "yes"})
    assert same.course["comparison"] == {"prefer_shares": 0, "prefer_votes": 0, "kept": "shares"}


def test_a_project_that_may_not_be_bought_is_passed_over():
    contest = make({"a": 10, "b": 10, "c": 10}, 30)
    contest = replace(contest, constraints=Constraints(incompatible=[("a", "b")]))
    result = count(contest, [["a"], ["b"], ["c"]], "mes-cost")
    assert result.winners == ["a", "c"]
    assert result.losers == {
        "b": {"reason": "incompatible", "with": "a", "cost": 10, "supporters": 1, "had": 10, "spent": {}}
    }
    assert result.ties == [
        {"step": 1, "projects": ["a", "b", "c"], "settled_by": "id"},
    ]


def test_raising_goes_on_while_anything_still_fits():
    contest = replace(make({"cheap": 5, "dear": 500}, 40), currency="HUF")
    result = count(contest, [["cheap"], ["dear"]] + [[]] * 10, "mes-cost-add1")
    assert (result.winners, result.course["share"]) == (["cheap"], "16/3")


def test_whoever_spent_all_is_no_payer_any_more():
    contest = make({"all": 20, "second": 8}, 30)
    result = count(contest, [["all", "second"], ["all"], ["second"]], "mes-cost")
    assert result.winners == ["all", "second"]
    assert [(step["paid_price"], step["paid_less"]) for step in result.steps] == [(2, 0), (1, 0)]


A_LOT = 10**15


def test_a_difference_smaller_than_floating_point_sees_is_seen():
    """Prices that differ by one part in 10^15, and backers who are two thirds of a cent short of twenty trillion."""
    contest = make({"a": A_LOT + 1, "b": A_LOT}, 4 * A_LOT)
    assert count(contest, [["a", "b"]] * 3, "mes-cardinality").winners == ["b", "a"]
    short = make({"two": 2 * A_LOT}, 3 * A_LOT - 1)
    result = count(short, [["two"], ["two"], []], "mes-cost")
    assert (result.winners, result.losers["two"]["missing"]) == ([], 1)
    enough = make({"two": 2 * A_LOT}, 3 * A_LOT)
    assert count(enough, [["two"], ["two"], []], "mes-cost").winners == ["two"]


def test_who_is_a_hair_short_of_the_price_pays_all_they_have():
    """After a their supporters hold one part in 10^15 less than what b asks of each."""
    contest = make({"a": 3, "b": 3 * A_LOT - 3}, 3 * A_LOT)
    result = count(contest, [["a", "b"], ["b"], ["b"]], "mes-cost", {"utility": "cardinality"})
    assert result.winners == ["a", "b"]
    assert (result.steps[1]["paid_price"], result.steps[1]["paid_less"]) == (2, 1)
    assert Fraction(result.steps[1]["price"]) == A_LOT
