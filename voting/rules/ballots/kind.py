from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from voting.rules.ballots.fault import Fault
from voting.rules.contest import Contest


@dataclass(frozen=True, slots=True)
class BallotKind:
    """One way to fill in a ballot.

    - `faults(choices, contest)`: every reason to refuse these choices, for any JSON value
    - `canonical(choices)`: choices without faults in the one form that is hashed and stored
    - `scores(choices, contest)`: what a stored ballot adds to the tally of each project that still stands
    - `marks(choices)`: what the voter wrote beside each project: 1, its place or its points
    - `marked(marks)`: the choices of those marks, the other way round
    - `is_numbered`: whether a mark is a number to be written, not a box to be ticked
    """

    code: str
    faults: Callable[[object, Contest], list[Fault]]
    canonical: Callable[[Any], list[Any]]
    scores: Callable[[Any, Contest], dict[str, int]]
    marks: Callable[[Any], dict[str, int]]
    marked: Callable[[Mapping[str, int]], list[Any]]
    is_numbered: bool = False
