"""A first guess of how near a losing project came, from the steps of the count alone: where to begin to search.

A guess decides nothing, so floats will do: margins.py runs the rule again on each side of what it says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, inf

import numpy as np

from voting.rules.outcomes.profile import Numbers, Profile
from voting.rules.outcomes.rule import Decision, Entry

ROUNDS = 40
CLOSE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Just before a purchase, or at the end: what the voters of each group hold, and what a further voter would.

    `price` is what a supporter pays at most for what is bought, `rate` that for each unit of its cost; `left` is
    left of the budget.
    """

    purses: Numbers
    each: float
    left: float
    price: float = inf
    rate: float = inf


def guess(profile: Profile, decision: Decision, *, is_by_cost: bool) -> dict[str, tuple[int, int]]:
    """Guess for every loser the votes more, and the cost, that would have won; 0 where there is no guess.

    `is_by_cost` says that equal shares compares prices for each unit of cost.
    """
    moments = [*_moments(profile, decision)]
    by_score = [step for step in decision.steps if "score" in step]
    scores = profile.scores()
    found = {}
    for place, code in enumerate(profile.codes):
        if code in decision.losers:
            cost = profile.projects[code].cost_minor
            votes = [_votes_behind(step, scores[code]) for step in by_score if step["left"] + step["cost"] >= cost]
            groups = profile.backing.row(place)[0]
            sizes = profile.sizes[groups].astype(np.float64)
            near = [_near(moment, cost, groups, sizes, is_by_cost=is_by_cost) for moment in moments]
            votes += [more for more, _ in near if more]
            most = max((most for _, most in near), default=decision.losers[code].get("left", 0))
            found[code] = (min(votes, default=0), min(most, cost - 1))
    return found


def _votes_behind(step: Entry, score: int) -> int:
    return max(int(step["score"]) - score + 1, 1)


def _near(moment: Moment, cost: int, groups: Numbers, sizes: Numbers, *, is_by_cost: bool) -> tuple[int, int]:
    """How many more votes, and what cost, would have been enough at this moment."""
    purses = moment.purses[groups]
    price = moment.rate * cost if is_by_cost else moment.price
    payable = min(moment.each, price)
    missing = cost - float((sizes * np.minimum(purses, price)).sum())
    votes = max(ceil(missing / payable - CLOSE), 1) if payable > 0 and cost <= moment.left else 0
    most = float((sizes * np.minimum(purses, inf if is_by_cost else price)).sum())
    for _ in range(ROUNDS if is_by_cost and moment.rate < inf else 0):
        less = float((sizes * np.minimum(purses, moment.rate * most)).sum())
        if most - less <= CLOSE * most:
            break
        most = less
    return votes, int(min(most * (1 + CLOSE), moment.left))


def _moments(profile: Profile, decision: Decision) -> Iterator[Moment]:
    """Go through the steps that voters paid for once more."""
    course = decision.course
    left = float(profile.budget_minor)
    if "share" in course:
        share = float(Fraction(course["share"]))
        # Where the share was raised, all that voters buy together has to fit the budget as well.
        spent = sum(step["cost"] for step in decision.steps if "price" in step)
        left = left - spent if course["share"] != course["equal_share"] else inf
        purses = np.full(len(profile.sizes), share)
        for step in decision.steps:
            if "price" in step:
                price = float(Fraction(step["price"]))
                yield Moment(purses.copy(), share, left, price, price / step["cost"])
                groups = profile.backing.row(profile.codes.index(step["project"]))[0]
                purses[groups] = np.maximum(purses[groups] - price, 0)
        yield Moment(purses, share, left)
    elif "time" in course:
        last = np.zeros(len(profile.sizes))
        for step in decision.steps:
            now = float(Fraction(step["time"]))
            yield Moment(now - last, now, left)
            left = step["left"]
            last[profile.backing.row(profile.codes.index(step["project"]))[0]] = now
        now = float(Fraction(course["time"]))
        yield Moment(now - last, now, left)
