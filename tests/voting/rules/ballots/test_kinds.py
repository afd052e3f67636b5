"""What every kind of ballot keeps to, whatever a client sends."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.models.rounds import BallotKind
from tests.voting.rules.contests import PROJECTS, contest
from voting.rules.ballots import KINDS
from voting.rules.ballots.fault import Fault
from voting.rules.contest import Limits

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.sampled_from([*PROJECTS]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["p", "w", "x"]), inner),
    max_leaves=20,
)
lines = st.lists(
    st.sampled_from([*PROJECTS, "unknown", "fountain"])
    | st.fixed_dictionaries(
        {"p": st.sampled_from([*PROJECTS, "fountain"]) | anything, "w": st.integers(-1, 9) | anything}
    )
)
limits = st.builds(
    Limits,
    min_choices=st.integers(0, 3),
    max_choices=st.none() | st.integers(0, 4),
    min_spend_minor=st.integers(0, 20_000_00),
    max_spend_minor=st.none() | st.integers(0, 20_000_00),
    points=st.none() | st.integers(0, 20),
    max_points_each=st.none() | st.integers(0, 10),
)


def test_a_round_can_choose_every_kind_and_no_other():
    assert {*KINDS} == {*BallotKind.values}


@pytest.mark.parametrize("kind", KINDS)
@given(choices=anything | lines, limit=limits)
def test_any_json_gives_faults_or_a_ballot_that_can_be_counted(kind, choices, limit):
    where = contest(kind, limit)
    found = KINDS[kind].faults(choices, where)
    if found:
        for fault in found:
            fault.project.encode()
            assert all(isinstance(number, int) for number in fault.numbers.values())
        return
    stored = KINDS[kind].canonical(choices)
    assert json.loads(json.dumps(stored)) == stored
    assert KINDS[kind].canonical(stored) == stored
    assert KINDS[kind].faults(stored, where) == []
    assert len(stored) == len(choices)
    assert KINDS[kind].marked(KINDS[kind].marks(stored)) == stored
    assert KINDS[kind].scores(stored, where).keys() <= {"bench", "trees", "ramp"}


@pytest.mark.parametrize("kind", ["approval", "choose-one", "knapsack", "points"])
@given(data=st.data())
def test_the_order_of_a_form_does_not_change_the_stored_ballot(kind, data):
    codes = data.draw(st.permutations(["bench", "ramp", "trees"]))
    choices = [{"p": code, "w": len(code)} for code in codes] if kind == "points" else codes
    assert KINDS[kind].canonical(choices) == KINDS[kind].canonical(sorted(choices, key=str))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("choices", [None, "bench", {"p": "bench"}, 4, 1.5, True])
def test_choices_that_are_no_list(kind, choices):
    assert KINDS[kind].faults(choices, contest(kind)) == [Fault("not_a_list")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_too_long_to_read(kind):
    assert KINDS[kind].faults(["x"] * 1001, contest(kind)) == [
        Fault("too_long", numbers={"lines": 1001, "limit": 1000})
    ]
