"""How the invented residents vote.

Everyone has a taste (some care for trees, some for the river), ideas differ in how well they go down, and a mood of
the day does the rest. Ballots drawn so keep the rules of their contest.
"""

from collections.abc import Mapping
from random import Random

from voting.rules.contest import Contest

TASTE = 0.55
MOOD = 0.5
MEAN_PICKS = 3.4
SPREAD = 1.5


def picks(contest: Contest, appeal: Mapping[str, float], rng: Random) -> list[str]:
    """Draw what one voter chooses: codes on the ballot, the best liked first, at least one.

    `appeal` says how well each code goes down, 1 being ordinary.
    """
    wanted = _by_liking(contest, appeal, rng)
    number = max(1, round(rng.gauss(MEAN_PICKS, SPREAD)))
    limits = contest.limits
    most = min(number, limits.max_choices or len(wanted))
    budget = limits.max_spend_minor
    if budget is None and contest.kind == "knapsack":
        budget = contest.envelope_minor
    return _fitting(contest, wanted, max(most, limits.min_choices), budget)


def _by_liking(contest: Contest, appeal: Mapping[str, float], rng: Random) -> list[str]:
    projects = [project for code, project in contest.projects.items() if contest.has_open(code)]
    taste = {category: rng.lognormvariate(0, TASTE) for category in sorted({project.category for project in projects})}
    liking = {
        project.code: appeal.get(project.code, 1.0) * taste[project.category] * rng.lognormvariate(0, MOOD)
        for project in projects
    }
    return sorted(liking, key=lambda code: -liking[code])


def _fitting(contest: Contest, wanted: list[str], most: int, budget: int | None) -> list[str]:
    """Take the first `most` of the wanted that fit into the budget (minor units) together."""
    chosen: list[str] = []
    for code in wanted:
        cost = contest.spend_of([*chosen, code])
        if len(chosen) < most and (budget is None or cost <= budget):
            chosen.append(code)
    return chosen
