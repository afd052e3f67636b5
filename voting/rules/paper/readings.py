"""When the readings of a paper by several people make one: as soon as two of them say the same."""

from collections import Counter
from collections.abc import Sequence

ENOUGH = 2


def agreed(readings: Sequence[str]) -> str | None:
    """What two people read alike; None while no two do."""
    found = [said for said, times in Counter(readings).items() if times >= ENOUGH]
    return found[0] if found else None


def is_disputed(readings: Sequence[str]) -> bool:
    """Whether two people read it otherwise, and somebody else has to look at it."""
    return len(readings) >= ENOUGH and agreed(readings) is None
