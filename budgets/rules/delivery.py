"""What became of awarded money."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Progress(StrEnum):
    """How far the money of an award has come."""

    WAITING = "waiting"
    UNDER_WAY = "under-way"
    PAID = "paid"


@dataclass(frozen=True)
class Delivery:
    """Sums in minor units, each part of the one before: awarded, promised to a payee, paid."""

    awarded_minor: int = 0
    committed_minor: int = 0
    paid_minor: int = 0

    def __add__(self, other: Delivery) -> Delivery:
        return Delivery(
            self.awarded_minor + other.awarded_minor,
            self.committed_minor + other.committed_minor,
            self.paid_minor + other.paid_minor,
        )

    @property
    def left_minor(self) -> int:
        """What nobody has been promised yet."""
        return self.awarded_minor - self.committed_minor

    @property
    def unpaid_minor(self) -> int:
        """What is ordered and not yet paid."""
        return self.committed_minor - self.paid_minor

    @property
    def is_paid(self) -> bool:
        """Whether all that was awarded is paid: the purse is empty, and its clasp shut."""
        return 0 < self.awarded_minor == self.paid_minor

    @property
    def progress(self) -> Progress:
        if self.is_paid:
            return Progress.PAID
        return Progress.UNDER_WAY if self.committed_minor else Progress.WAITING
