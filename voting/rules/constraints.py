"""What a city asks of an outcome besides its envelope: caps, exclusions, least votes, least turnout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Constraints:
    """The constraints of one contest; the default holds nothing back.

    - `min_votes`: a project that fewer voters name is not funded
    - `min_turnout`: where fewer ballots are cast in the contest, nothing is funded
    - `caps`: the most that the projects of a category may cost together, in minor units
    - `incompatible`: pairs of projects of which at most one is funded
    """

    min_votes: int = 0
    min_turnout: int = 0
    caps: Mapping[str, int] = field(default_factory=dict)
    incompatible: Sequence[tuple[str, str]] = ()


NONE = Constraints()
