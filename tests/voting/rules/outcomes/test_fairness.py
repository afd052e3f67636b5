from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.outcomes.elections import approvals, elections, make, standing
from voting.rules.constraints import Constraints
from voting.rules.contest import Project
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import count
from voting.rules.outcomes.fairness import fairness
from voting.rules.outcomes.profile import gather

SMALL = 7  # voters of whom every group is looked at


def groups_with_a_claim(contest, ballots, winners):
    """Every group that could pay for a project nobody funded, on top of what is funded for each of its members."""
    costs = standing(contest)
    named = [codes & costs.keys() for codes in approvals(ballots)]
    for code in costs.keys() - {*winners}:
        supporters = [codes for codes in named if code in codes]
        for size in range(1, len(supporters) + 1):
            for group in combinations(supporters, size):
                share = Fraction(size * contest.envelope_minor, len(ballots))
                funded = [sum(costs[c] for c in codes & {*winners}) for codes in group]
                number = [len(codes & {*winners}) for codes in group]
                if all(amount + costs[code] <= share for amount in funded):
                    yield "cost", code, size, max(funded)
                if all((amount + 1) * costs[code] <= share for amount in number):
                    yield "cardinality", code, size, max(number)


@settings(max_examples=300)
@given(election=elections(), data=st.data())
def test_a_claim_is_found_where_looking_at_every_group_finds_one(election, data):
    contest, ballots = election
    ballots = ballots[:SMALL]
    winners = data.draw(st.lists(st.sampled_from(sorted(contest.projects)), unique=True).map(set)) & {
        *standing(contest)
    }
    claims = fairness(gather(contest, ballots), winners)["claims"]
    every = [*groups_with_a_claim(contest, ballots, winners)]
    for kind, claim in claims.items():
        assert (claim is None) == (kind not in {found[0] for found in every})
        if claim:
            assert (kind, claim["project"], claim["voters"], claim["funded"]) in every
            assert claim["share"] == claim["voters"] * contest.envelope_minor // len(ballots)


@pytest.mark.parametrize(("preset", "kind"), [("mes-cost", "cost"), ("mes-cardinality", "cardinality")])
@settings(max_examples=300)
@given(election=elections())
def test_equal_shares_leaves_nobody_a_claim(preset, kind, election):
    assert count(*election, preset).metrics["claims"][kind] is None


def test_a_group_that_could_pay_for_its_project_alone():
    contest = make({"north": 50, "south": 50, "east": 40}, 100)
    ballots = [["north", "south"]] * 6 + [["east"]] * 4
    figures = count(contest, ballots, "greedy").metrics
    claim = {"project": "east", "voters": 4, "share": 40, "cost": 40, "funded": 0}
    assert figures["claims"] == {"cost": claim, "cardinality": claim}
    one_less = [["north", "south"]] * 7 + [["east"]] * 4
    assert count(contest, one_less, "greedy").metrics["claims"] == {"cost": None, "cardinality": None}


def test_what_a_constraint_keeps_out_gives_no_claim():
    contest = make({"north": 50, "south": 50, "east": 40}, 100)
    contest = replace(contest, constraints=Constraints(incompatible=[("east", "north")]))
    ballots = [["north", "south"]] * 6 + [["east"]] * 4
    assert count(contest, ballots, "greedy").metrics["claims"] == {"cost": None, "cardinality": None}


def test_how_many_choices_and_how_much_money_voters_got():
    contest = make({"a": 25, "b": 10, "c": 90}, 40)
    figures = fairness(gather(contest, [["a", "b"]] * 3 + [["b", "c"]] + [["c"]] * 2 + [[]]), {"a", "b"})
    assert (figures["choosers"], figures["excluded_choosers"], figures["excluded_choosers_ratio"]) == (4, 0, 0.0)
    assert figures["funded_choices_of_voters"] == [3, 1, 3]
    assert figures["money"]["mean"] == round((3 * 35 + 10) / 7)
    bars = figures["money"]["bars"]
    assert (bars[0], bars[3], bars[-1]) == ([0, 0, 3], [8, 12, 1], [32, 36, 3])
    assert sum(voters for _, _, voters in bars) == 7
    unlucky = fairness(gather(contest, [["a", "c"], ["b", "c"], ["c"]]), {"b"})
    assert (unlucky["choosers"], unlucky["excluded_choosers"], unlucky["excluded_choosers_ratio"]) == (2, 1, 0.5)


def test_categories_and_what_they_were_given():
    contest = make({"a": 30, "b": 10, "c": 40}, 40)
    categories = {"a": "park", "b": "park,road", "c": "road"}
    projects = {code: Project(code, code, contest.projects[code].cost_minor, categories[code]) for code in categories}
    figures = fairness(gather(replace(contest, projects=projects), [["a", "c"], ["a", "b"]]), {"a", "b"})
    assert figures["categories"] == {
        "park": {"votes": 3, "votes_share": 0.75, "spent": 40, "spent_share": 1.0},
        "road": {"votes": 2, "votes_share": 0.5, "spent": 10, "spent_share": 0.25},
    }


def test_an_election_without_ballots_or_projects():
    for contest in (make({"a": 5}, 10), make({}, 10)):
        figures = fairness(gather(contest, []), set())
        assert figures["funded_choices_of_voters"] == [0]
        assert figures["money"] == {"mean": 0, "bars": [[0, 0, 0]]}
        assert figures["claims"] == {"cost": None, "cardinality": None}


def test_sums_beyond_64_bits_are_exact():
    contest = make({"a": 2**60, "b": 2**60}, 2**61)
    claims = fairness(gather(contest, [["a"]] * 3 + [["b"]] * 3), {"a"})["claims"]
    assert claims["cost"] == {"project": "b", "voters": 3, "share": 2**60, "cost": 2**60, "funded": 0}
    assert fairness(gather(contest, [["a"]] * 4 + [["b"]] * 3), {"a"})["claims"]["cost"] is None


@given(election=elections(), preset=st.sampled_from(sorted(PRESETS)))
def test_figures_are_those_of_a_plain_recount(election, preset):
    contest, ballots = election
    result = count(contest, ballots, preset)
    costs = standing(contest)
    named = [codes & costs.keys() for codes in approvals(ballots)]
    funded = [codes & {*result.winners} for codes in named]
    figures = result.metrics
    assert figures["choosers"] == sum(len(codes) > 1 for codes in named)
    assert figures["excluded_choosers"] == sum(
        len(codes) > 1 and not got for codes, got in zip(named, funded, strict=True)
    )
    assert sum(figures["funded_choices_of_voters"]) == len(ballots)
    assert sum(place * voters for place, voters in enumerate(figures["funded_choices_of_voters"])) == sum(
        map(len, funded)
    )
    money = [sum(costs[code] for code in got) for got in funded]
    for start, end, voters in figures["money"]["bars"]:
        assert voters == sum(start < amount <= end or start == end == amount for amount in money)
