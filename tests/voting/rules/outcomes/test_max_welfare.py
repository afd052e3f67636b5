from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.outcomes.elections import approvals, constrained_elections, make, standing
from voting.rules.ballots import KINDS
from voting.rules.constraints import Constraints
from voting.rules.outcomes.counting import count


def every_set(contest, ballots, worth):
    """All sets of projects that keep to the budget and the constraints."""
    limits, costs = contest.constraints, standing(contest)
    votes = {code: sum(code in codes for codes in approvals(ballots)) for code in costs}
    open_codes = [code for code in costs if worth[code] and votes[code] >= limits.min_votes]
    if len(ballots) < limits.min_turnout:
        open_codes = []
    for size in range(len(open_codes) + 1):
        for chosen in combinations(open_codes, size):
            spent = {
                name: sum(costs[code] for code in chosen if contest.projects[code].category == name)
                for name in limits.caps
            }
            within = all(spent[name] <= cap for name, cap in limits.caps.items())
            if (
                sum(costs[code] for code in chosen) <= contest.envelope_minor
                and within
                and not any({*pair} <= {*chosen} for pair in limits.incompatible)
            ):
                yield {*chosen}


@settings(max_examples=200)
@given(election=constrained_elections(), utility=st.sampled_from(["points", "cardinality", "cost"]))
def test_nothing_is_worth_more(election, utility):
    contest, ballots = election
    costs = standing(contest)
    named = approvals(ballots)
    scored = [KINDS[contest.kind].scores(ballot, contest) for ballot in ballots]
    worth = {
        code: sum(given.get(code, 0) for given in scored)
        if utility == "points"
        else sum(code in codes for codes in named) * (costs[code] if utility == "cost" else 1)
        for code in costs
    }
    sets = [*every_set(contest, ballots, worth)]
    most = max(sum(map(worth.__getitem__, chosen)) for chosen in sets)
    result = count(contest, ballots, "max-welfare", {"utility": utility})
    assert {*result.winners} in sets
    assert result.course == {"welfare": most}
    assert sum(step["worth"] for step in result.steps) == most
    as_good = [chosen for chosen in sets if sum(map(worth.__getitem__, chosen)) == most]
    assert {*result.winners} == min(as_good, key=lambda chosen: [code not in chosen for code in sorted(costs)])
    assert len(result.ties) == (len(as_good) > 1)
    for code, entry in result.losers.items():
        if "lost" in entry:
            beside = [sum(map(worth.__getitem__, chosen)) for chosen in sets if code in chosen]
            assert entry["lost"] == most - max(beside)


def test_two_small_ones_may_be_worth_more_than_the_one_most_people_want():
    contest = make({"hall": 9, "bench": 5, "tree": 5}, 10)
    ballots = [["hall"]] * 3 + [["bench"]] * 2 + [["tree"]] * 2
    result = count(contest, ballots, "max-welfare")
    assert result.winners == ["bench", "tree"]
    assert result.steps == [
        {"project": "bench", "cost": 5, "score": 2, "worth": 2, "left": 5},
        {"project": "tree", "cost": 5, "score": 2, "worth": 2, "left": 0},
    ]
    assert result.losers == {"hall": {"reason": "worth_less", "cost": 9, "score": 3, "lost": 1}}
    assert count(contest, ballots, "max-welfare", {"utility": "cost"}).winners == ["hall"]


def test_a_tie_is_settled_by_the_published_order_and_told():
    contest = make({"a": 6, "b": 5, "c": 6}, 6)
    ballots = [["a"], ["b"], ["c"]]
    assert count(contest, ballots, "max-welfare").winners == ["a"]
    result = count(contest, ballots, "max-welfare", {"ties": "cost,votes,id"})
    assert result.winners == ["b"]
    assert result.ties == [{"welfare": 1, "projects": ["b", "a"], "settled_by": "cost"}]


def test_a_loser_that_a_constraint_keeps_out_says_so():
    contest = replace(make({"a": 6, "b": 5}, 20), constraints=Constraints(incompatible=[("b", "a")]))
    result = count(contest, [["a", "b"], ["a"]], "max-welfare")
    assert result.losers["b"] == {"reason": "incompatible", "with": "a", "cost": 5, "score": 1, "lost": 1}
    few = replace(contest, constraints=Constraints(min_votes=2))
    assert count(few, [["a", "b"], ["a"]], "max-welfare").losers["b"]["reason"] == "few_votes"
