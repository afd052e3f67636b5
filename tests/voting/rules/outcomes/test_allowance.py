from dataclasses import replace

from tests.voting.rules.outcomes.elections import make
from voting.rules.constraints import Constraints
from voting.rules.contest import Project
from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.profile import gather


def allowance(costs, budget=None, ballots=(), categories=None, **limits):
    contest = make(costs, 100)
    projects = {
        code: Project(code, code, project.cost_minor, (categories or {}).get(code, ""))
        for code, project in contest.projects.items()
    }
    contest = replace(contest, projects=projects, constraints=Constraints(**limits))
    return Allowance(gather(contest, [*ballots]), budget)


def test_without_constraints_and_without_a_budget_all_may_be_bought():
    free = allowance({"a": 5, "b": 500})
    free.take("a")
    assert free.refusal("b") is None


def test_a_budget_is_spent_to_the_last_unit_and_no_further():
    purse = allowance({"a": 5, "b": 5, "c": 6}, 11)
    purse.take("a")
    assert purse.refusal("c") is None
    purse.take("c")
    assert purse.refusal("b") == {"reason": "no_room", "left": 0, "missing": 5}


def test_a_cap_is_spent_to_the_last_unit_and_no_further():
    capped = allowance({"a": 5, "b": 5, "c": 4}, categories={"a": "park", "b": "park"}, caps={"park": 10})
    capped.take("a")
    assert capped.refusal("b") is None
    capped.take("b")
    assert capped.refusal("c") is None
    tight = allowance({"a": 5, "b": 5}, categories={"a": "park", "b": "park"}, caps={"park": 9})
    tight.take("a")
    assert tight.refusal("b") == {"reason": "over_cap", "category": "park", "cap": 9, "left": 4, "missing": 1}


def test_of_incompatible_projects_one_is_bought():
    pairs = allowance({"a": 5, "b": 5, "c": 5, "d": 5}, incompatible=[("a", "b"), ("c", "a"), ("d", "c")])
    assert pairs.refusal("a") is None
    pairs.take("a")
    assert pairs.refusal("b") == {"reason": "incompatible", "with": "a"}
    assert pairs.refusal("c") == {"reason": "incompatible", "with": "a"}
    assert pairs.refusal("d") is None
    pairs.take("d")
    assert pairs.refusal("c") == {"reason": "incompatible", "with": "a"}


def test_the_least_votes_and_the_least_turnout():
    votes = allowance({"a": 5, "b": 5}, ballots=[["a", "b"], ["a"]], min_votes=2)
    assert votes.refusal("a") is None
    assert votes.refusal("b") == {"reason": "few_votes", "votes": 1, "needed": 2}
    assert allowance({"a": 5}, ballots=[["a"]] * 2, min_turnout=2).refusal("a") is None
    few = allowance({"a": 5}, ballots=[["a"]], min_turnout=2)
    assert few.refusal("a") == {"reason": "low_turnout", "ballots": 1, "needed": 2}
