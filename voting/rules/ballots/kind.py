from collections.abc import Callable
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
    """

    code: str
    faults: Callable[[object, Contest], list[Fault]]
    canonical: Callable[[Any], list[Any]]
    scores: Callable[[Any, Contest], dict[str, int]]
