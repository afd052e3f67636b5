from tests.voting.rules.contests import contest
from voting.rules.ballots import KINDS
from voting.rules.ballots.fault import Fault
from voting.rules.contest import Limits

faults = KINDS["knapsack"].faults


def test_projects_that_fill_the_envelope_to_the_cent():
    assert faults(["ramp", "bench"], contest("knapsack")) == []


def test_over_the_envelope_by_how_much():
    over = Fault("over_budget", numbers={"spent_minor": 14_000_00, "limit_minor": 10_000_00, "over_minor": 4_000_00})
    assert faults(["ramp", "trees"], contest("knapsack")) == [over]


def test_a_limit_of_the_ballot_goes_before_the_envelope():
    found = faults(["ramp", "trees"], contest("knapsack", Limits(max_spend_minor=12_000_00)))
    assert found == [
        Fault(
            "over_budget",
            numbers={"spent_minor": 14_000_00, "limit_minor": 12_000_00, "over_minor": 2_000_00},
        )
    ]


def test_a_ballot_too_cheap_is_said_once():
    found = faults(["bench"], contest("knapsack", Limits(min_spend_minor=2_000_00)))
    assert [fault.code for fault in found] == ["under_spend"]


def test_a_project_named_twice_is_paid_once():
    assert [fault.code for fault in faults(["trees", "trees", "trees"], contest("knapsack"))] == ["duplicate_project"]
