"""A seeded choice that needs no generator: the same seed draws the same picture for ever."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

MULTIPLIER, INCREMENT, MODULUS = 6364136223846793005, 1442695040888963407, 2**64


class Chance:
    """A stream of choices that depends on its seed alone."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 2862933555777941757 + 3037000493) % MODULUS

    def below(self, limit: int) -> int:
        self.state = (self.state * MULTIPLIER + INCREMENT) % MODULUS
        return (self.state >> 33) % limit

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.below(len(items))]

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.below(1000) / 1000
