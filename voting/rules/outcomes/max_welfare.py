"""Maximum welfare: of all sets of projects within the budget, the one that is worth most to all voters together.

A project is worth to a supporter what their ballot gives it (`utility` points: one, where it gives each project the
same), one (cardinality), or its cost (cost). Of sets that are worth the same, the one with the earlier project in
the published order of ties wins, at the first project in which they differ.

Steps, the highest worth first: {"project", "cost", "score", "worth", "left"}. Losers: what the allowance refuses
once the set is bought, where that is a constraint; else `worth_less`; in both "lost" is how much less the best set
with the project is worth. The course says what the set is worth: "welfare".

Sources: Goel, Krishnaswamy, Sakshuwong, Aitamurto, Knapsack Voting for Participatory Budgeting, ACM TEAC 2019;
Talmon and Faliszewski, AAAI 2019.
"""

from collections.abc import Sequence
from dataclasses import replace

from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.knapsack import NO_CAP, Problem, best
from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.rule import Decision, OutcomeRule, Parameters
from voting.rules.outcomes.ties import TieOrder


def decide(profile: Profile, parameters: Parameters, ties: TieOrder, is_explained: bool) -> Decision:  # noqa: FBT001 - every rule takes these
    choice = _Choice(profile, parameters["utility"], ties)
    choice.choose()
    if is_explained:
        choice.explain()
    return choice.decision


class _Choice:
    """One run of the rule. Places are those of the projects that could win, in the order that settles ties."""

    def __init__(self, profile: Profile, utility: str, ties: TieOrder) -> None:
        self._profile = profile
        self._ties = ties
        self._scores = profile.scores()
        counted = self._scores if utility == "points" else profile.votes()
        self._worth = {
            code: counted[code] * (project.cost_minor if utility == "cost" else 1)
            for code, project in profile.projects.items()
        }
        self._allowance = Allowance(profile, profile.budget_minor)
        open_codes = [code for code in profile.codes if self._worth[code] > 0 and not self._allowance.refusal(code)]
        self._codes = ties.sort(open_codes)[0] if open_codes else []
        self._problem = self._state()
        self._welfare = 0
        self.decision = Decision([])

    def _state(self) -> Problem:
        limits, projects = self._profile.constraints, self._profile.projects
        capped = [*limits.caps]
        categories = [projects[code].category for code in self._codes]
        places = {code: place for place, code in enumerate(self._codes)}
        return Problem(
            budget=self._profile.budget_minor,
            costs=[projects[code].cost_minor for code in self._codes],
            values=[self._worth[code] for code in self._codes],
            groups=[capped.index(name) if name in limits.caps else NO_CAP for name in categories],
            caps=[*limits.caps.values()],
            pairs=[(places[one], places[two]) for one, two in limits.incompatible if {one, two} <= places.keys()],
        )

    def choose(self) -> None:
        """Buy the best set, and note the set that is as good where there is one."""
        chosen = best(self._problem) or []
        self._welfare = self._worth_of(chosen)
        left = self._profile.budget_minor
        for place in sorted(chosen, key=lambda place: (-self._problem.values[place], place)):
            code, cost = self._codes[place], self._problem.costs[place]
            left -= cost
            self._allowance.take(code)
            self.decision.winners.append(code)
            turn = {"project": code, "cost": cost, "score": self._scores[code], "worth": self._worth[code]}
            self.decision.steps.append(turn | {"left": left})
        self.decision.course["welfare"] = self._welfare
        self._note_tie(chosen)

    def _worth_of(self, chosen: Sequence[int]) -> int:
        return sum(self._problem.values[place] for place in chosen)

    def _note_tie(self, chosen: Sequence[int]) -> None:
        other = best(replace(self._problem, unlike=chosen), self._welfare) if chosen else None
        if other is not None:
            codes, settled_by = self._ties.sort([self._codes[place] for place in {*chosen} ^ {*other}])
            tie = {"welfare": self._welfare, "projects": codes, "settled_by": settled_by}
            self.decision.ties.append(tie)

    def explain(self) -> None:
        """Tell of every project that got nothing what it would have cost the others."""
        places = {code: place for place, code in enumerate(self._codes)}
        for code, project in self._profile.projects.items():
            if code in self.decision.winners:
                continue
            turn = {"cost": project.cost_minor, "score": self._scores[code]}
            refusal = self._allowance.refusal(code)
            if self._worth[code] <= 0:
                self.decision.losers[code] = {"reason": "no_votes", **turn, "left": self.decision_left}
            elif code not in places and refusal:
                self.decision.losers[code] = {**turn, **refusal}
            else:
                why = {"reason": "worth_less"} if not refusal or refusal["reason"] == "no_room" else refusal
                self.decision.losers[code] = {**turn, **why, "lost": self._welfare - self._welfare_with(places[code])}

    @property
    def decision_left(self) -> int:
        return self.decision.steps[-1]["left"] if self.decision.steps else self._profile.budget_minor

    def _welfare_with(self, forced: int) -> int:
        """What the best set that holds this project is worth."""
        problem = self._problem
        partners = {place for pair in problem.pairs if forced in pair for place in pair}
        kept = [place for place in range(len(problem.costs)) if place != forced and place not in partners]
        again = {place: number for number, place in enumerate(kept)}
        caps = [*problem.caps]
        if problem.groups[forced] != NO_CAP:
            caps[problem.groups[forced]] -= problem.costs[forced]
        rest = Problem(
            budget=problem.budget - problem.costs[forced],
            costs=[problem.costs[place] for place in kept],
            values=[problem.values[place] for place in kept],
            groups=[problem.groups[place] for place in kept],
            caps=caps,
            pairs=[(again[one], again[two]) for one, two in problem.pairs if {one, two} <= again.keys()],
        )
        return problem.values[forced] + sum(rest.values[place] for place in best(rest) or [])


MAX_WELFARE = OutcomeRule("max-welfare", {"utility": ("points", "cardinality", "cost")}, decide)
