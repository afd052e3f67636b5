from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


def part_of(course: Mapping[str, Any]) -> dict[str, int]:
    """Find in the course of a count the project that gets a part of its cost, and how much."""
    part = course.get("part_funded")
    return {part["project"]: part["amount"]} if part else {}


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule, with all its parameters, makes of a contest's ballots. Amounts are in minor units."""

    rule: str
    parameters: Mapping[str, str]
    currency: str
    ballots: int
    budget: int
    winners: list[str]
    spent: int
    steps: list[dict[str, Any]]
    losers: dict[str, dict[str, Any]]
    ties: list[dict[str, Any]]
    metrics: dict[str, Any]
    course: dict[str, Any]

    @property
    def part_funded(self) -> dict[str, int]:
        """The project that gets a part of its cost, and how much; empty where none does."""
        return part_of(self.course)

    def totals_only(self) -> "Result":
        """Leave out whatever could tell how somebody voted, where few did."""
        kept = {name: self.metrics[name] for name in ("voters", "budget_used")}
        part = {name: self.course[name] for name in ("part_funded",) if name in self.course}
        return replace(self, steps=[], losers={}, metrics=kept, course=part)

    def as_json(self) -> dict[str, Any]:
        """Give it as a JSON object, the shape that `count --json` prints."""
        return {name: getattr(self, name) for name in self.__slots__}
