"""Add1: give every voter more than their share of the budget, step by step, for as long as the outcome stays within it.

Equal shares alone leave money over, for it comes to rest with voters whose projects are too dear. So the rule
runs again and again, each time with a little more for everyone, until it would spend more than the budget
(`stop` infeasible), or also as soon as nothing that anybody supports fits into what is left (exhaustive).

Where a larger share is known to buy the same as every share on the way to it (equal_shares_run.py says how), those on
the way are passed over: leaps grow while that is so, and shrink where it is not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.rules.outcomes.equal_shares_run import Purchase


@dataclass(frozen=True, slots=True)
class Trial:
    """What one share makes of the vote.

    `bought` are the purchases in order, `spent_minor` what they cost, `rest` the costs of what could still be
    bought. `is_alike` says that every share from that of the trial before buys the same.
    """

    bought: Sequence[Purchase]
    spent_minor: int
    rest: Sequence[int]
    is_alike: bool


# Tries a share, so many steps after another with these purchases; None after a leap to an outcome that is not alike.
Attempt = Callable[[Fraction, Sequence[Purchase], int], Trial | None]


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
    first: Fraction, increment: int, budget_minor: int, attempt: Attempt, *, stops_when_exhausted: bool
) -> Raised:
    """Raise the share as far as the rule allows."""
    raises, leap = 0, 1
    trial = attempt(first, (), 1)
    while True:
        assert trial is not None
        share = first + raises * increment
        if not trial.rest:
            return Raised(share, raises + 1, "complete")
        if stops_when_exhausted and min(trial.rest) > budget_minor - trial.spent_minor:
            return Raised(share, raises + 1, "exhausted")
        following = attempt(share + leap * increment, trial.bought, leap)
        while following is None:
            leap //= 2
            following = attempt(share + leap * increment, trial.bought, leap)
        if following.spent_minor > budget_minor:
            return Raised(share, raises + 2, "overspends")
        raises += leap
        leap = 2 * leap if following.is_alike else 1
        trial = following
