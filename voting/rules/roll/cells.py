"""Counts of people that may be published: never one from which a handful of them could be told."""

from collections.abc import Mapping


def veiled(counts: Mapping[str, int], least: int) -> dict[str, int | None]:
    """The counts of one area, by method; None in place of those that are not shown.

    A count under `least` is not shown. Where that is a single one, the next smallest is hidden as well: the sum is
    public, and subtraction would bring it back.
    """
    shown: dict[str, int | None] = {
        name: count if count == 0 or count >= least else None for name, count in counts.items()
    }
    hidden = [name for name, count in shown.items() if count is None]
    others = [name for name, count in shown.items() if count]
    if len(hidden) == 1 and others:
        shown[min(others, key=lambda name: counts[name])] = None
    return shown
