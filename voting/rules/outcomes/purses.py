"""Voters' money in the Method of Equal Shares, exact.

Everyone's money is a whole number over one common denominator, which grows with each purchase: sums and
comparisons are then of whole numbers, far faster than of fractions and as exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from voting.rules.outcomes.profile import Profile


@dataclass(frozen=True, slots=True)
class Payment:
    """What each voter of a group paid, by the group's place, and the price, `unit` to one minor unit."""

    each: Mapping[int, int]
    price: int
    unit: int


class Purses:
    """What each group's voters have left, `unit` to one minor unit of the currency."""

    def __init__(self, profile: Profile) -> None:
        """Give every voter an equal share of the budget."""
        self._unit = max(profile.voters, 1)
        self._voters = profile.sizes.tolist()
        self._left = [profile.budget_minor] * len(profile.sizes)

    def price(self, cost_minor: int, payers: list[int]) -> Fraction | None:
        """Find the least price at which these groups raise the cost: each voter pays it, or all they have.

        None where they have too little together.
        """
        need = cost_minor * self._unit
        purses = [(self._left[place], self._voters[place]) for place in payers if self._left[place]]
        if sum(left * voters for left, voters in purses) < need:
            return None
        able = sum(voters for _, voters in purses)
        while True:
            # Who cannot pay an equal part of the need pays what they have, which raises the others' part.
            rest = [(left, voters) for left, voters in purses if left * able >= need]
            if len(rest) == len(purses):
                return Fraction(need, able * self._unit)
            need -= sum(left * voters for left, voters in purses if left * able < need)
            able = sum(voters for _, voters in rest)
            purses = rest

    def pay(self, price: Fraction, payers: list[int]) -> Payment:
        """Take the price, or all they have, from each voter of these groups."""
        scaled = price * self._unit
        self._unit *= scaled.denominator
        self._left = [left * scaled.denominator for left in self._left]
        paid = {place: min(self._left[place], scaled.numerator) for place in payers if self._left[place]}
        for place, amount in paid.items():
            self._left[place] -= amount
        return Payment(paid, scaled.numerator, self._unit)

    def left(self, groups: list[int]) -> Fraction:
        """Add up what the voters of these groups have left, in minor units."""
        return Fraction(sum(self._left[place] * self._voters[place] for place in groups), self._unit)
