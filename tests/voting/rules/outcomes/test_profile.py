from fractions import Fraction

from tests.voting.rules.outcomes.elections import make
from voting.rules.outcomes import profile as module
from voting.rules.outcomes.counting import count
from voting.rules.outcomes.profile import gather


def rows(table):
    return [[part.tolist() for part in table.row(place)] for place in range(len(table.starts) - 1)]


def test_identical_ballots_share_a_row_and_projects_list_their_backers():
    contest = make({"a": 5, "b": 5, "gone": 5, "free": 0}, 10, withdrawn=["gone"])
    profile = gather(contest, [["b"], ["a", "b"], ["b", "gone"], ["gone"], ["a", "b", "free"]])
    assert profile.codes == ["a", "b"]
    assert profile.sizes.tolist() == [2, 1, 2]
    assert rows(profile.ballots) == [[[0, 1], [1, 1]], [[], []], [[1], [1]]]
    assert rows(profile.backing) == [[[0], [1]], [[0, 2], [1, 1]]]
    assert (profile.votes(), profile.voters) == ({"a": 2, "b": 4}, 5)


def test_ballots_that_only_share_a_mark_are_not_taken_for_the_same(monkeypatch):
    monkeypatch.setattr(module, "MARK", 1)
    profile = gather(make({"a": 5, "b": 5, "c": 5}, 10), [["a"], ["b"], ["a"], ["c"], ["b", "c"], ["a", "c"]])
    assert profile.votes() == {"a": 3, "b": 2, "c": 3}
    assert profile.sizes.sum() == 6


def test_points_too_many_for_a_machine_word_are_still_added_exactly():
    most = 2**53 - 1
    contest = make({"a": 5}, 10, "points")
    ballot = [{"p": "a", "w": most}]
    assert gather(contest, [ballot] * 2_000).scores() == {"a": 2_000 * most}
    assert gather(contest, [ballot] * 3).scores() == {"a": 3 * most}


def test_money_has_the_units_of_its_currency():
    contest = make({"a": 5}, 10)
    assert gather(contest, []).unit_minor == 100
    forint = type(contest)("riverside", 10, "HUF", "approval", contest.projects, contest.limits)
    assert gather(forint, []).unit_minor == 1


def test_equal_shares_of_points_too_many_for_a_machine_word():
    most = 2**53 - 1
    ballots = [[{"p": "a", "w": most}, {"p": "b", "w": 1}], [{"p": "a", "w": 1}], [{"p": "b", "w": 2}]]
    result = count(make({"a": 9, "b": 9}, 30, "points"), ballots, "mes-cardinality", {"utility": "points"})
    # Whoever gave a nearly all points pays nearly all of it; what that leaves them is less than b asks.
    prices = [Fraction(9, 2**53), (8 - Fraction(9, 2**53)) / 2]
    assert [Fraction(step["price"]) for step in result.steps] == prices


def test_points_against_a_project_support_nothing():
    ballots = [[{"p": "a", "w": -2}, {"p": "b", "w": 1}], [{"p": "b", "w": 1}]]
    result = count(make({"a": 1, "b": 4}, 10, "points"), ballots, "mes-cost")
    assert (result.winners, result.losers["a"]["supporters"]) == (["b"], 0)
