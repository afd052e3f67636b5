"""Add1: give every voter more than their share of the budget, step by step, for as long as the outcome stays within it.

Equal shares alone leave money over, for it comes to rest with voters whose projects are too dear. So the rule
runs again and again, each time with a little more for everyone, until it would spend more than the budget
(`stop` infeasible), or also as soon as nothing that anybody supports fits into what is left (exhaustive).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Trial:
    """What one share makes of the vote.

    `bought` are projects by place, in order, `spent_minor` what they cost, `rest` the costs of
    what could still be bought, and `lasts` says how much may be added to the share with nothing changing
    (0 where that is less than the increment, which it is given).
    """

    bought: Sequence[int]
    spent_minor: int
    rest: Sequence[int]
    lasts: Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Raised:
    """The last share that stays within the budget, how many shares that took, and why it goes no further.

    `stopped_by` is "overspends" (the next share would), "exhausted" (nothing fits into what is left) or
    "complete" (everything anybody supports is bought).
    """

    share: Fraction
    runs: int
    stopped_by: str


def raise_share(
    first: Fraction,
    increment: int,
    budget_minor: int,
    attempt: Callable[[Fraction], Trial],
    *,
    stops_when_exhausted: bool,
) -> Raised:
    """Raise the share as far as the rule allows."""
    raises = 0
    trial = attempt(first)
    while True:
        share = first + raises * increment
        if not trial.rest:
            return Raised(share, raises + 1, "complete")
        if stops_when_exhausted and min(trial.rest) > budget_minor - trial.spent_minor:
            return Raised(share, raises + 1, "exhausted")
        following = attempt(share + increment)
        if following.spent_minor > budget_minor:
            return Raised(share, raises + 2, "overspends")
        raises += 1
        if following.bought == trial.bought:
            raises += int(following.lasts(increment) // increment)
        trial = following
