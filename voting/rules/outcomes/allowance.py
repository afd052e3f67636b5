"""The one place that holds an outcome to its money and to the constraints of its city: every rule asks it.

Why a project may not be bought is an entry as of a loser. Its `reason` is `low_turnout` or `few_votes` (with what
was "needed" and what there was), `incompatible` ("with" a project that is bought already), `over_cap` (the
"category" and its "cap") or `no_room`; the last two say what is "left" and by how much that is too little: "missing".
"""

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
        self._limits = profile.constraints
        self._votes = profile.votes() if self._limits.min_votes else {}
        self._left_under_caps = dict(self._limits.caps)
        self._excluded_by: dict[str, str] = {}

    def refusal(self, code: str) -> Refusal | None:
        """Why the project may not be bought now, as the entry of a loser ({"reason", …}); None where it may."""
        return self._too_few(code) or self._excluded(code) or self._over_cap(code) or self._no_room(code)

    def take(self, code: str) -> None:
        """Note that the project is bought."""
        project = self._profile.projects[code]
        if self._left is not None:
            self._left -= project.cost_minor
        if project.category in self._left_under_caps:
            self._left_under_caps[project.category] -= project.cost_minor
        for one, other in self._limits.incompatible:
            if code in {one, other}:
                self._excluded_by.setdefault(other if code == one else one, code)

    def _too_few(self, code: str) -> Refusal | None:
        if self._profile.voters < self._limits.min_turnout:
            return {"reason": "low_turnout", "ballots": self._profile.voters, "needed": self._limits.min_turnout}
        if self._votes and self._votes[code] < self._limits.min_votes:
            return {"reason": "few_votes", "votes": self._votes[code], "needed": self._limits.min_votes}
        return None

    def _excluded(self, code: str) -> Refusal | None:
        return {"reason": "incompatible", "with": self._excluded_by[code]} if code in self._excluded_by else None

    def _over_cap(self, code: str) -> Refusal | None:
        project = self._profile.projects[code]
        left = self._left_under_caps.get(project.category)
        if left is None or project.cost_minor <= left:
            return None
        cap = {"category": project.category, "cap": self._limits.caps[project.category]}
        return {"reason": "over_cap", **cap, "left": left, "missing": project.cost_minor - left}

    def _no_room(self, code: str) -> Refusal | None:
        cost = self._profile.projects[code].cost_minor
        if self._left is None or cost <= self._left:
            return None
        return {"reason": "no_room", "left": self._left, "missing": cost - self._left}
