from fractions import Fraction

import pytest
from hypothesis import given, settings

from tests.voting.rules.outcomes import oracle
from tests.voting.rules.outcomes.elections import elections, make
from voting.rules.outcomes.counting import count


def approvals(ballots):
    return [{line["p"] if isinstance(line, dict) else line for line in ballot} for ballot in ballots]


def standing(contest):
    return {c: p.cost_minor for c, p in contest.projects.items() if contest.has_open(c) and p.cost_minor}


def worths(preset, costs):
    return costs.__getitem__ if preset == "mes-cost" else lambda _: 1


@pytest.mark.parametrize("preset", ["mes-cost", "mes-cardinality"])
@settings(max_examples=300)
@given(election=elections())
def test_agrees_with_the_plain_rule(preset, election):
    contest, ballots = election
    costs = standing(contest)
    if not ballots:
        assert count(contest, ballots, preset).winners == []
        return
    winners, _ = oracle.equal_shares(contest.envelope_minor, costs, approvals(ballots), str, worths(preset, costs))
    assert count(contest, ballots, preset).winners == winners


@pytest.mark.parametrize("preset", ["mes-cost", "mes-cardinality"])
@given(election=elections())
def test_who_pays_what_can_be_replayed_from_the_steps(preset, election):
    contest, ballots = election
    result = count(contest, ballots, preset)
    named = approvals(ballots)
    purses = [Fraction(contest.envelope_minor, len(ballots)) for _ in ballots]
    spent = {code: {} for code in contest.projects}
    for step in result.steps:
        price = Fraction(step["price"])
        paid = [
            min(purse, price) if step["project"] in codes else 0 for purse, codes in zip(purses, named, strict=True)
        ]
        assert sum(paid) == step["cost"]
        assert step["supporters"] == sum(step["project"] in codes for codes in named)
        assert step["paid_price"] == paid.count(price)
        assert step["paid_less"] == sum(0 < amount < price for amount in paid)
        assert step["effective_votes"] == round(float(step["cost"] / price), 2)
        for code in contest.projects:
            spent[code][step["project"]] = sum(a for a, codes in zip(paid, named, strict=True) if code in codes)
        purses = [purse - amount for purse, amount in zip(purses, paid, strict=True)]
    assert all(purse >= 0 for purse in purses)
    for code in standing(contest).keys() & result.losers.keys():
        ledger = result.losers[code]
        left = sum(purse for purse, codes in zip(purses, named, strict=True) if code in codes)
        assert (ledger["reason"], ledger["left"]) == ("too_little", int(left))
        assert abs(ledger["had"] - left - sum(spent[code].values())) <= Fraction(1, 2)
        assert all(
            abs(ledger["spent"].get(winner, 0) - spent[code][winner]) <= Fraction(1, 2) for winner in result.winners
        )
        assert ledger["supporters"] == sum(code in codes for codes in named)


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
        "cost": 12,
        "supporters": 2,
        "price": "26/3",
        "effective_votes": 1.38,
        "paid_price": 1,
        "paid_less": 1,
        "left": 8,
    }
