"""What may be bought in one run of a rule, besides what the voters want."""

from collections.abc import Mapping
from typing import Any

from voting.rules.outcomes.profile import Profile

Refusal = Mapping[str, Any]


class Allowance:
    """Asked before each purchase and told of each; one for each run of a rule.

    What is refused once stays refused to the end of the run, so a rule need not ask again. Without
    `budget_minor` the sum of all purchases has no limit: the rule watches over it.
    """

    def __init__(self, profile: Profile, budget_minor: int | None) -> None:
        self._profile = profile
        self._left = budget_minor

    def refusal(self, code: str) -> Refusal | None:
        """Why the project may not be bought now, as the entry of a loser ({"reason", …}); None where it may."""
        cost = self._profile.projects[code].cost_minor
        if self._left is None or cost <= self._left:
            return None
        return {"reason": "no_room", "left": self._left, "missing": cost - self._left}

    def take(self, code: str) -> None:
        """Note that the project is bought."""
        if self._left is not None:
            self._left -= self._profile.projects[code].cost_minor
