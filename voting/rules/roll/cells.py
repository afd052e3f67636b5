"""Counts of people that may be published: never one from which a handful of them could be told."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A count; None where it is not shown, because it is small or because a small one could be worked out from it."""

    count: int | None
    is_small: bool = False


def cell(count: int, least: int) -> Cell:
    """The count, where it is none or at least so many."""
    return Cell(count) if count == 0 or count >= least else Cell(None, is_small=True)


def veiled(counts: Mapping[str, int], least: int) -> dict[str, Cell]:
    """The counts of one area, by method.

    Where a single one of them is too small to be shown the next smallest is hidden as well: the sum is public, and
    subtraction would bring it back.
    """
    shown = {name: cell(count, least) for name, count in counts.items()}
    others = [name for name, one in shown.items() if one.count]
    if others and sum(one.is_small for one in shown.values()) == 1:
        shown[min(others, key=lambda name: counts[name])] = Cell(None)
    return shown
