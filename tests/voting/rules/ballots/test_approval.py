import pytest

from tests.voting.rules.contests import contest
from voting.rules.ballots import KINDS
from voting.rules.ballots.fault import Fault
from voting.rules.contest import Limits

faults, canonical, scores = KINDS["approval"].faults, KINDS["approval"].canonical, KINDS["approval"].scores


def test_a_good_ballot():
    assert faults(["trees", "bench"], contest("approval", Limits(min_choices=1, max_choices=2))) == []
    assert canonical(["trees", "bench"]) == ["bench", "trees"]
    assert scores(["bench", "trees"], contest("approval")) == {"bench": 1, "trees": 1}


@pytest.mark.parametrize(
    ("choices", "fault"),
    [
        (["nowhere"], Fault("unknown_project", "nowhere")),
        (["x" * 99], Fault("unknown_project", "x" * 40)),
        (["\ud800"], Fault("unknown_project", "?")),
        (["fountain"], Fault("foreign_project", "fountain")),
        (["kiosk"], Fault("withdrawn_project", "kiosk")),
        (["bench", "bench"], Fault("duplicate_project", "bench", {"times": 2})),
        (["bench", None], Fault("bad_choice", numbers={"line": 2})),
        ([["bench"]], Fault("bad_choice", numbers={"line": 1})),
    ],
)
def test_each_fault_of_a_line(choices, fault):
    assert faults(choices, contest("approval")) == [fault]


def test_too_few_too_many_too_cheap_and_too_dear():
    few = faults([], contest("approval", Limits(min_choices=1, min_spend_minor=100)))
    assert few == [
        Fault("too_few", numbers={"chosen": 0, "limit": 1, "missing": 1}),
        Fault("under_spend", numbers={"spent_minor": 0, "limit_minor": 100, "missing_minor": 100}),
    ]
    many = faults(["bench", "ramp"], contest("approval", Limits(max_choices=1, max_spend_minor=9_999_00)))
    assert many == [
        Fault("too_many", numbers={"chosen": 2, "limit": 1, "over": 1}),
        Fault("over_budget", numbers={"spent_minor": 10_000_00, "limit_minor": 9_999_00, "over_minor": 1_00}),
    ]


def test_the_envelope_is_no_limit_to_approval():
    assert faults(["ramp", "trees"], contest("approval")) == []


def test_a_withdrawn_project_stays_on_the_ballot_and_counts_for_nothing():
    assert scores(["bench", "kiosk"], contest("approval")) == {"bench": 1}


def test_a_project_named_twice_is_stored_once():
    assert KINDS["approval"].canonical(["b", "a", "b"]) == ["a", "b"]
