import pytest

from tests.voting.rules.contests import contest
from voting.rules.ballots import KINDS
from voting.rules.ballots.fault import Fault
from voting.rules.contest import Limits

faults = KINDS["choose-one"].faults


@pytest.mark.parametrize("limits", [Limits(), Limits(max_choices=1), Limits(max_choices=3)])
def test_one_and_no_more(limits):
    assert faults(["trees"], contest("choose-one", limits)) == []
    too_many = Fault("too_many", numbers={"chosen": 2, "limit": 1, "over": 1})
    assert faults(["trees", "bench"], contest("choose-one", limits)) == [too_many]


def test_none_where_the_round_asks_for_one():
    too_few = Fault("too_few", numbers={"chosen": 0, "limit": 1, "missing": 1})
    assert faults([], contest("choose-one", Limits(min_choices=1))) == [too_few]
