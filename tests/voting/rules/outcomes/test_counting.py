import pytest

from tests.voting.rules.outcomes.elections import make
from voting.rules.outcomes.counting import UnknownParameter, count, settings


def test_every_parameter_is_named_with_its_value():
    assert settings("mes-cost", {"seed": "5eed"}) == {
        "method": "equal-shares",
        "seed": "5eed",
        "utility": "cost",
        "start": "exact",
        "completion": "none",
        "increment": "1",
        "increment_in": "units",
        "stop": "infeasible",
        "comparison": "no",
        "part_funding": "0",
        "ties": "id",
    }
    assert settings("mes-cost", {"utility": "cardinality"}) == settings("mes-cardinality")


@pytest.mark.parametrize(
    ("preset", "changes", "reason"),
    [
        ("borda", {}, "There is no rule 'borda'. There are: greedy, greedy-no-skip, "),
        (
            "greedy",
            {"size": "1"},
            "greedy has no parameter 'size'. It has: rank, skip, threshold, part_funding, ties, seed.",
        ),
        ("mes-cost", {"utility": "fame"}, "utility can be cost or cardinality or points, not 'fame'."),
        ("greedy", {"threshold": "-1"}, "threshold can be a whole number, not '-1'."),
        ("greedy", {"threshold": "\u0663"}, "threshold can be a whole number, not"),
        ("greedy", {"threshold": "9" * 19}, "threshold can be a whole number, not"),
        ("greedy", {"method": "equal-shares"}, "greedy has no parameter 'method'"),
        ("greedy", {"ties": "cost"}, "ties is an order of cost and votes that ends with lot or id"),
    ],
)
def test_what_there_is_not(preset, changes, reason):
    with pytest.raises(UnknownParameter) as caught:
        settings(preset, changes)
    assert str(caught.value).startswith(reason)


def test_projects_that_do_not_stand_are_told():
    contest = make({"a": 5, "gone": 3, "free": 0}, 10, withdrawn=["gone"])
    result = count(contest, [["a", "free", "gone"], ["gone"]], "greedy")
    assert result.winners == ["a"]
    assert result.losers == {
        "gone": {"reason": "withdrawn", "cost": 3},
        "free": {"reason": "costs_nothing", "cost": 0},
    }
    assert result.metrics["excluded_voters"] == 1


def test_an_election_without_ballots():
    result = count(make({"a": 5}, 10), [], "mes-cost")
    assert result.winners == []
    assert result.losers["a"]["missing"] == 5
    assert result.metrics["exclusion_ratio"] == 0.0
