from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


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

    def totals_only(self) -> "Result":
        """Leave out whatever could tell how somebody voted, where few did."""
        kept = {name: self.metrics[name] for name in ("voters", "budget_used")}
        return replace(self, steps=[], losers={}, metrics=kept, course={})

    def as_json(self) -> dict[str, Any]:
        """Give it as a JSON object, the shape that `count --json` prints."""
        return {name: getattr(self, name) for name in self.__slots__}
