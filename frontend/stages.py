"""How far a round has come: one word that its pages are told by. Pure."""

from enum import StrEnum

from budgets.rules.delivery import Delivery
from city.rules.phases import PhaseKind


class Stage(StrEnum):
    """Where a round stands, from before it opens to after the last invoice."""

    COMING = "coming"
    PROPOSING = "proposing"
    CHECKING = "checking"
    VOTING = "voting"
    COUNTING = "counting"
    DECIDED = "decided"
    BUILDING = "building"
    BUILT = "built"
    CANCELLED = "cancelled"


def running(opened: PhaseKind | None, *, has_begun: bool, is_proposing: bool, is_voting: bool) -> Stage:
    """The stage of a round whose vote is not over; a vote that nobody froze has not opened."""
    if is_voting:
        return Stage.VOTING
    if is_proposing:
        return Stage.PROPOSING
    return Stage.CHECKING if has_begun or opened else Stage.COMING


def after_the_vote(opened: PhaseKind | None, money: Delivery) -> Stage:
    """The stage of a round whose vote is over, by what became of the money."""
    if not money.awarded_minor:
        return Stage.COUNTING
    if money.is_paid:
        return Stage.BUILT
    return Stage.BUILDING if money.committed_minor or opened is PhaseKind.DELIVERING else Stage.DECIDED
