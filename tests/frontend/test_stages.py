import pytest

from budgets.rules.delivery import Delivery
from city.rules.phases import PhaseKind
from frontend.stages import Stage, after_the_vote, running


@pytest.mark.parametrize(
    ("opened", "has_begun", "is_proposing", "is_voting", "stage"),
    [
        (None, False, False, False, Stage.COMING),
        (PhaseKind.PROPOSING, True, True, False, Stage.PROPOSING),
        (PhaseKind.REVIEWING, True, False, False, Stage.CHECKING),
        (PhaseKind.VOTING, True, False, False, Stage.CHECKING),  # nobody froze the round
        (None, True, False, False, Stage.CHECKING),  # between two phases
        (PhaseKind.VOTING, True, False, True, Stage.VOTING),
    ],
)
def test_before_the_vote_is_over(opened, has_begun, is_proposing, is_voting, stage):
    assert running(opened, has_begun=has_begun, is_proposing=is_proposing, is_voting=is_voting) is stage


@pytest.mark.parametrize(
    ("opened", "money", "stage"),
    [
        (PhaseKind.CHALLENGING, Delivery(), Stage.COUNTING),
        (PhaseKind.CHALLENGING, Delivery(100), Stage.DECIDED),
        (PhaseKind.DELIVERING, Delivery(100), Stage.BUILDING),
        (None, Delivery(100, 50), Stage.BUILDING),
        (PhaseKind.DELIVERING, Delivery(100, 100, 100), Stage.BUILT),
    ],
)
def test_after_the_vote(opened, money, stage):
    assert after_the_vote(opened, money) is stage
