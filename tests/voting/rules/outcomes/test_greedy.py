from hypothesis import given

from tests.voting.rules.outcomes import oracle
from tests.voting.rules.outcomes.elections import elections, make
from voting.rules.ballots import KINDS
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
