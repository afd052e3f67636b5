"""What a ballot is checked against and an outcome rule decides: one district's part of a frozen round."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.rules.constraints import NONE, Constraints


@dataclass(frozen=True, slots=True)
class Project:
    """A proposal as it stands on the ballot. The cost is in minor units of the contest's currency."""

    code: str
    title: str
    cost_minor: int
    category: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one ballot may hold; None is no limit. Spends are in minor units, points are whole numbers."""

    min_choices: int = 0
    max_choices: int | None = None
    min_spend_minor: int = 0
    max_spend_minor: int | None = None
    points: int | None = None
    max_points_each: int | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """A (round, district) pair.

    `withdrawn` are codes of projects that stay on ballots already cast but count for nothing;
    `elsewhere` are codes on the ballots of the round's other districts, for a better message only;
    `scoring` is what the first, second … place of a ranking is worth (empty: one more than what comes below).
    """

    district: str
    envelope_minor: int
    currency: str
    kind: str
    projects: Mapping[str, Project]
    limits: Limits
    withdrawn: frozenset[str] = frozenset()
    scoring: tuple[int, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    constraints: Constraints = NONE

    def has_open(self, code: str) -> bool:
        """Whether the project stands for election: it is on the ballot and not withdrawn."""
        return code in self.projects and code not in self.withdrawn

    def spend_of(self, codes: list[str]) -> int:
        """Add up what these projects cost, in minor units; codes not on the ballot cost nothing."""
        return sum(self.projects[code].cost_minor for code in codes if code in self.projects)
