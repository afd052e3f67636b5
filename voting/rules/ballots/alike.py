from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any


def alike(ballots: Sequence[Any]) -> Iterator[tuple[Any, int]]:
    """Give each list of choices once, with the number of ballots that share it.

    Readers let equal ballots share one list; equal lists that are two are given twice, which counts the same.
    """
    places = [*map(id, ballots)]
    shared = dict(zip(places, ballots, strict=True))
    return zip(shared.values(), Counter(places).values(), strict=True)  # both in order of first appearance
