"""Greedy: walk down the projects by rank and buy what still fits. What most cities do.

The rank is the score (votes, where a ballot gives each project one), or the score for each unit of money
(`rank` density). Without `skip` the walk ends at the first project that does not fit. Under the `threshold` a
score buys nothing. `part_funding` is the least part of the next project's cost, in percent, at which it gets what
is left in the end (0: never).

Steps: {"project", "cost", "score", "left"} with what is left of the budget after the purchase. Losers, with
"cost" and "score": `no_room` with what was "left" when the project's turn came, and by how much that was too
little ("missing"); `stopped` where the walk ended before its turn ("by" which project); `no_votes` where nobody
wanted it, for room alone funds nothing; `low_score` ("needed"); or what the allowance refused. All amounts are in
minor units.

Source: Talmon and Faliszewski, A Framework for Approval-based Budgeting Methods, AAAI 2019.
"""

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from itertools import groupby

from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.part_funding import fund_part
from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.rule import NUMBER, Decision, Entry, OutcomeRule, Parameters
from voting.rules.outcomes.ties import TieOrder

Rank = Callable[[str], Fraction | int]


def decide(profile: Profile, parameters: Parameters, ties: TieOrder, is_explained: bool) -> Decision:  # noqa: ARG001, FBT001 - every rule takes these
    allowance = Allowance(profile, profile.budget_minor)
    walk = _Walk(profile, allowance, ties, ())
    rank = walk.density if parameters["rank"] == "density" else walk.scores.__getitem__
    walk.go(rank, is_skipping=parameters["skip"] == "yes", threshold=int(parameters["threshold"]))
    fund_part(profile, allowance, walk.decision, int(parameters["part_funding"]))
    return walk.decision


def fill(profile: Profile, allowance: Allowance, ties: TieOrder, bought: Collection[str]) -> Decision:
    """Buy by score, besides what is bought already, whatever the allowance still lets be bought."""
    walk = _Walk(profile, allowance, ties, bought)
    walk.go(walk.scores.__getitem__)
    return walk.decision


class _Walk:
    """One walk down the projects."""

    def __init__(self, profile: Profile, allowance: Allowance, ties: TieOrder, bought: Collection[str]) -> None:
        self._projects = profile.projects
        self._allowance = allowance
        self._ties = ties
        self._left = profile.budget_minor - sum(profile.projects[code].cost_minor for code in bought)
        self._stopped_by = ""
        self.scores: Mapping[str, int] = {code: score for code, score in profile.scores().items() if code not in bought}
        self.decision = Decision([])

    def density(self, code: str) -> Fraction:
        return Fraction(self.scores[code], self._projects[code].cost_minor)

    def go(self, rank: Rank, *, is_skipping: bool = True, threshold: int = 0) -> None:
        for code in self._order(rank):
            refusal = self._refusal(code, threshold)
            turn: Entry = {"cost": self._projects[code].cost_minor, "score": self.scores[code]}
            if refusal:
                self.decision.losers[code] = {**turn, **refusal}
                if refusal["reason"] == "no_room" and not is_skipping:
                    self._stopped_by = code
                continue
            self._allowance.take(code)
            self._left -= turn["cost"]
            self.decision.winners.append(code)
            self.decision.steps.append({"project": code, **turn, "left": self._left})

    def _refusal(self, code: str, threshold: int) -> Entry | None:
        if self.scores[code] <= 0:
            return {"reason": "no_votes", "left": self._left}
        if self.scores[code] < threshold:
            return {"reason": "low_score", "needed": threshold}
        if self._stopped_by:
            return {"reason": "stopped", "by": self._stopped_by}
        refusal = self._allowance.refusal(code)
        return {**refusal} if refusal else None

    def _order(self, rank: Rank) -> list[str]:
        """Put the projects in order, the highest rank first, and note each tie and what settled it."""
        ordered: list[str] = []
        for _, group in groupby(sorted(self.scores, key=rank, reverse=True), key=rank):
            codes, settled_by = self._ties.sort([*group])
            if len(codes) > 1:
                tie = {"score": self.scores[codes[0]], "projects": codes, "settled_by": settled_by}
                self.decision.ties.append(tie)
            ordered += codes
        return ordered


GREEDY = OutcomeRule(
    "greedy",
    {"rank": ("score", "density"), "skip": ("yes", "no"), "threshold": NUMBER, "part_funding": NUMBER},
    decide,
)
