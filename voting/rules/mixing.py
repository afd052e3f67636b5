"""Which pending casts join the count together, so that no change of a tally can be matched to a person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Sample = Callable[[Sequence[str], int], list[str]]


@dataclass(frozen=True)
class Waiting:
    """A pending cast: its hash, its slot and its version."""

    h: str
    slot: str
    seq: int


def mix(waiting: Sequence[Waiting], k: int, sample: Sample) -> list[str]:
    """The hashes to seal now, ascending; none before 2k distinct slots wait.

    k slots chosen by `sample` are held back; each other slot gives its earliest waiting version, so at least k
    people are mixed in every increment and k more stand between the newest ballot and the count.
    """
    earliest = _earliest(waiting)
    if len(earliest) < 2 * k:
        return []
    held = set(sample(sorted(earliest), k))
    return sorted(cast.h for slot, cast in earliest.items() if slot not in held)


def last_mix(waiting: Sequence[Waiting]) -> list[str]:
    """At close: everything that waits, ascending by hash."""
    return sorted(cast.h for cast in waiting)


def _earliest(waiting: Sequence[Waiting]) -> dict[str, Waiting]:
    earliest: dict[str, Waiting] = {}
    for cast in waiting:
        if cast.slot not in earliest or cast.seq < earliest[cast.slot].seq:
            earliest[cast.slot] = cast
    return earliest
