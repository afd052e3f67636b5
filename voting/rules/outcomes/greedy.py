"""Greedy: walk down the projects by score and buy what still fits. What most cities do.

Steps: {"project", "cost", "score", "left"} with what is left of the budget after the purchase. Losers:
{"reason": "no_room", "cost", "score", "left", "missing"} with what was left when the project's turn came,
and by how much that was too little; {"reason": "no_votes", "cost", "score", "left"} where nobody wanted it,
for room alone funds nothing. All amounts are in minor units.

Source: Talmon and Faliszewski, A Framework for Approval-based Budgeting Methods, AAAI 2019.
"""

from collections.abc import Collection
from itertools import groupby

from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.rule import Decision, Entry, OutcomeRule, Parameters
from voting.rules.outcomes.ties import TieOrder


def decide(profile: Profile, parameters: Parameters, ties: TieOrder, is_explained: bool) -> Decision:  # noqa: ARG001, FBT001 - every rule takes these
    return fill(profile, Allowance(profile, profile.budget_minor), ties, ())


def fill(profile: Profile, allowance: Allowance, ties: TieOrder, bought: Collection[str]) -> Decision:
    """Buy by score, besides what is bought already, whatever the allowance still lets be bought."""
    decision = Decision([])
    left = profile.budget_minor - sum(profile.projects[code].cost_minor for code in bought)
    for code, score in _order(profile, ties, decision.ties, bought):
        cost = profile.projects[code].cost_minor
        turn: Entry = {"cost": cost, "score": score}
        if score <= 0:
            decision.losers[code] = {"reason": "no_votes", **turn, "left": left}
            continue
        if refusal := allowance.refusal(code):
            decision.losers[code] = {**turn, **refusal}
            continue
        allowance.take(code)
        left -= cost
        decision.winners.append(code)
        decision.steps.append({"project": code, **turn, "left": left})
    return decision


def _order(profile: Profile, ties: TieOrder, met: list[Entry], bought: Collection[str]) -> list[tuple[str, int]]:
    """Put the projects in order, the highest score first, and note each tie and what settled it."""
    ordered: list[tuple[str, int]] = []
    scores = [(code, score) for code, score in profile.scores().items() if code not in bought]
    by_score = sorted(scores, key=lambda item: -item[1])
    for score, items in groupby(by_score, key=lambda item: item[1]):
        codes, settled_by = ties.sort([code for code, _ in items])
        if len(codes) > 1:
            met.append({"score": score, "projects": codes, "settled_by": settled_by})
        ordered += [(code, score) for code in codes]
    return ordered


GREEDY = OutcomeRule("greedy", {"skip": ("yes",)}, decide)
