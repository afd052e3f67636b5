from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.outcomes.elections import constrained_elections, make
from voting.rules.constraints import Constraints
from voting.rules.contest import Limits
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import count
from voting.rules.outcomes.counting import settings as settings_of
from voting.rules.outcomes.margins import FURTHEST, are_least, margins, most_points
from voting.rules.outcomes.profile import gather

RERUN = [code for code, preset in PRESETS.items() if not preset.parameters.get("completion", "").startswith("add1")]


def found(contest, ballots, preset, changes=None):
    return margins(gather(contest, ballots), PRESETS[preset].rule, settings_of(preset, changes or {}), contest)


def wins(contest, ballots, preset, code):
    return code in count(contest, ballots, preset, is_explained=False).winners


def naming(contest, code):
    return [{"p": code, "w": most_points(contest)}] if contest.kind == "points" else [code]


def at_cost(contest, code, cost):
    projects = {**contest.projects, code: replace(contest.projects[code], cost_minor=cost)}
    return replace(contest, projects=projects)


@pytest.mark.parametrize("preset", RERUN)
@settings(max_examples=60)
@given(election=constrained_elections())
def test_what_would_have_won_does_and_a_little_less_does_not(preset, election):
    contest, ballots = election
    told = found(contest, ballots, preset)
    result = count(contest, ballots, preset)
    standing = gather(contest, ballots).projects
    assert told["projects"].keys() == standing.keys() - {*result.winners}
    for code, margin in told["projects"].items():
        more, cost = margin["votes"], margin["cost"]
        furthest = FURTHEST * len(ballots)
        if more is None:
            assert not furthest or not wins(contest, [*ballots, *[naming(contest, code)] * furthest], preset, code)
        else:
            assert wins(contest, [*ballots, *[naming(contest, code)] * more], preset, code)
            assert not wins(contest, [*ballots, *[naming(contest, code)] * (more - 1)], preset, code)
        if cost is None:
            assert standing[code].cost_minor == 1 or not wins(at_cost(contest, code, 1), ballots, preset, code)
        else:
            assert wins(at_cost(contest, code, cost), ballots, preset, code)
            assert not wins(at_cost(contest, code, cost + 1), ballots, preset, code)


@pytest.mark.parametrize("preset", RERUN)
@settings(max_examples=30)
@given(election=constrained_elections(), more=st.integers(1, 20), less=st.integers(1, 1000))
def test_where_it_is_the_least_nothing_smaller_wins_and_everything_larger_does(preset, election, more, less):
    contest, ballots = election
    rule, parameters = PRESETS[preset].rule, settings_of(preset)
    told = found(contest, ballots, preset)
    assert told["least"] == dict(zip(("votes", "cost"), are_least(rule, parameters), strict=True))
    for code, margin in told["projects"].items():
        now = contest.projects[code].cost_minor
        if told["least"]["votes"] and more <= FURTHEST * len(ballots):
            is_enough = margin["votes"] is not None and more >= margin["votes"]
            assert wins(contest, [*ballots, *[naming(contest, code)] * more], preset, code) == is_enough
        if told["least"]["cost"] and less < now:
            is_enough = margin["cost"] is not None and now - less <= margin["cost"]
            assert wins(at_cost(contest, code, now - less), ballots, preset, code) == is_enough


def test_greedy_in_figures():
    contest = make({"park": 6, "road": 7, "tree": 3}, 10)
    told = found(contest, [["park", "road"], ["park", "road"], ["park", "tree"]], "greedy")
    assert told == {
        "least": {"votes": True, "cost": True},
        "share": None,
        "projects": {"road": {"votes": 2, "cost": 4}},
    }


def test_what_no_number_of_votes_and_no_cost_would_have_brought_in():
    contest = replace(make({"a": 5, "b": 11, "c": 5}, 10), constraints=Constraints(min_turnout=500))
    told = found(contest, [["a", "b"], ["a"]], "greedy")
    assert told["projects"]["a"] == {"votes": None, "cost": None}
    assert found(make({"b": 11, "c": 1}, 10), [["b"]], "greedy")["projects"] == {
        "b": {"votes": None, "cost": 10},
        "c": {"votes": 1, "cost": None},
    }


def test_a_raised_share_is_held_and_what_follows_is_done_again():
    """At the share held, the third is bought beside the others or not at all, and together they break the budget."""
    contest = make({"a": 6000, "b": 6000, "c": 5000}, 15_000)
    ballots = [["a"]] * 5 + [["b"]] * 5 + [["c"]] * 3
    told = found(contest, ballots, "equal-shares")
    assert told["share"] == count(contest, ballots, "equal-shares").course["share"]
    assert told["least"] == {"votes": False, "cost": False}
    margin = told["projects"]["c"]
    assert margin["cost"] == 3000
    assert margin["votes"] is None


def test_the_most_that_a_ballot_may_give():
    contest = make({"a": 5}, 10, "points")
    assert most_points(contest) == 1
    assert most_points(replace(contest, limits=Limits(points=10))) == 10
    assert most_points(replace(contest, limits=Limits(points=10, max_points_each=4))) == 4
    assert most_points(make({"a": 5}, 10, "ranking")) == 1
    assert most_points(replace(make({"a": 5}, 10, "ranking"), scoring=(3, 2, 1))) == 3
    assert most_points(make({"a": 5}, 10)) == 1


def test_at_the_share_held_the_rest_is_filled_by_votes_again():
    """The one voter of c never holds its cost, but what is left in the end would nearly have been enough."""
    contest = make({"a": 6000, "b": 6000, "c": 5000, "d": 6000}, 16_000)
    ballots = [["a"]] * 6 + [["b"]] * 5 + [["d"]] * 4 + [["c"]]
    told = found(contest, ballots, "equal-shares")
    assert told["share"] == "1400"
    assert told["projects"]["c"]["cost"] == 4000
    # This preset raises no further once nothing more would fit the budget.
    assert found(contest, ballots, "mes-cost-add1")["projects"]["c"]["cost"] == 1200


def test_where_voters_preferred_buying_by_votes_that_is_done_again():
    contest = make({"north": 50, "south": 50, "east": 40}, 100)
    ballots = [["north", "south"]] * 6 + [["east"]] * 4
    changes = {"comparison": "yes"}
    assert count(contest, ballots, "equal-shares", changes).course["comparison"]["kept"] == "votes"
    assert found(contest, ballots, "equal-shares", changes)["projects"] == {"east": {"votes": 2, "cost": None}}


def test_what_was_bought_with_the_rest_came_before():
    contest = make({"a": 60, "b": 45, "c": 50}, 110)
    ballots = [["a", "b"]] * 5 + [["a"]] * 3 + [["b", "c"], ["c"]]
    changes = {"completion": "utilitarian"}
    result = count(contest, ballots, "mes-cost", changes)
    assert [step.get("phase") for step in result.steps] == ["shares", "votes"]
    told = found(contest, ballots, "mes-cost", changes)
    more = told["projects"]["c"]["votes"]
    assert "c" in count(contest, [*ballots, *[["c"]] * more], "mes-cost", changes).winners
    assert "c" not in count(contest, [*ballots, *[["c"]] * (more - 1)], "mes-cost", changes).winners
