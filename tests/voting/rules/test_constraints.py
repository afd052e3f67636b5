import pytest

from city.rules.canonical import canonical
from voting.rules.constraints import NONE, Constraints, faults, from_json, of_contest, usable

EVERY = {"min_votes": 3, "min_turnout": 50, "caps": {"park": "33%", "road": 700}, "incompatible": [[4, 9], [9, 2]]}


def test_a_contest_gets_its_part_of_what_a_round_asks():
    part = of_contest(EVERY, 1_000, {2: "P01", 9: "P02", 5: "P03"})
    assert part == Constraints(3, 50, {"park": 330, "road": 700}, [("P02", "P01")])
    assert of_contest({}, 1_000, {}) == Constraints(incompatible=[])


def test_the_manifest_names_what_holds_something_back_and_no_more():
    part = of_contest(EVERY, 1_000, {2: "P01", 9: "P02", 4: "P03"})
    assert part.as_json() == {
        "min_votes": 3,
        "min_turnout": 50,
        "caps": {"park": 330, "road": 700},
        "incompatible": [["P01", "P02"], ["P02", "P03"]],
    }
    assert canonical(part.as_json())
    assert from_json(part.as_json()).as_json() == part.as_json()
    assert NONE.as_json() == {}
    assert from_json({}).as_json() == {}


def test_a_cap_of_nothing_holds_everything_back():
    part = of_contest({"caps": {"park": "0%"}}, 1_000, {})
    assert part.caps == {"park": 0}
    assert from_json(part.as_json()).caps == {"park": 0}


@pytest.mark.parametrize("asked", [{}, EVERY, {"caps": {"park": "100%", "road": "0%"}}])
def test_constraints_that_can_be_used(asked):
    assert faults(asked) == []
    assert usable(asked) == asked


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ([], [""]),
        ({"max_votes": 3}, [""]),
        ({"min_votes": -1, "min_turnout": "5"}, ["min_votes", "min_turnout"]),
        ({"min_votes": True}, ["min_votes"]),
        ({"caps": ["park"]}, ["caps"]),
        ({"caps": {"park": "101%"}}, ["caps"]),
        ({"caps": {"park": "30"}}, ["caps"]),
        ({"caps": {"park": "%"}}, ["caps"]),
        ({"caps": {"park": -5}}, ["caps"]),
        ({"caps": {"park": None}}, ["caps"]),
        ({"incompatible": {}}, ["incompatible"]),
        ({"incompatible": [[1, 2, 3]]}, ["incompatible"]),
        ({"incompatible": [[1, "2"]]}, ["incompatible"]),
        ({"incompatible": [[7, 7]]}, ["incompatible"]),
        ({"incompatible": ["12"]}, ["incompatible"]),
    ],
)
def test_constraints_that_cannot(asked, names):
    assert faults(asked) == names
    assert usable(asked) == {}
