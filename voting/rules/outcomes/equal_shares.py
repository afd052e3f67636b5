"""The Method of Equal Shares: every voter holds an equal share of the budget, and supporters pay for projects.

What one run does stands in equal_shares_run.py. What a project is worth to a supporter is its cost (`utility`
cost), one (cardinality), or the points they gave it (points; those who gave more then pay more). Around the run:

- `start`: a share is the budget divided by the voters, exact, or rounded down to whole units (integral)
- `completion`, for equal shares alone leave money over: none; add1 (equal_shares_raising.py) by `increment`
  units until `stop`; utilitarian, which buys by score what still fits; phragmen; add1+utilitarian
- `comparison`: yes falls back on buying by score where strictly more voters prefer that outcome
- `part_funding`: where buying by score ends the count, the least part of the next project's cost, in percent, at which
  it gets what is left (0: never)

Sources: Peters and Skowron, EC 2020; Peters, Pierczyński and Skowron, NeurIPS 2021.
"""

from collections.abc import Sequence
from fractions import Fraction

from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.equal_shares_account import Account
from voting.rules.outcomes.equal_shares_raising import Raised, Trial, raise_share
from voting.rules.outcomes.equal_shares_run import Purchase, Run
from voting.rules.outcomes.greedy import fill
from voting.rules.outcomes.part_funding import fund_part
from voting.rules.outcomes.passes import fastest
from voting.rules.outcomes.phragmen import continue_with
from voting.rules.outcomes.preferring import preferring
from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.purses import Electorate
from voting.rules.outcomes.rule import NUMBER, Decision, Entry, OutcomeRule, Parameters, Scores
from voting.rules.outcomes.ties import TieOrder

# From so many choices on, ballots times runs, it pays to have compiled passes, which take half a second to get ready.
LONG = 10_000_000


def decide(profile: Profile, parameters: Parameters, ties: TieOrder, is_explained: bool) -> Decision:  # noqa: FBT001 - every rule takes these
    count = _Count(profile, parameters, ties)
    decision = count.by_shares(is_explained=is_explained)
    if parameters["completion"].endswith("utilitarian"):
        count.complete(decision, "votes")
    elif parameters["completion"] == "phragmen":
        count.complete(decision, "phragmen")
    if parameters["comparison"] == "yes":
        return count.compared(decision)
    return decision


def bought_at(profile: Profile, parameters: Parameters, ties: TieOrder, share: Fraction) -> list[str]:
    """What voters buy where each holds this share, and nothing around that run."""
    run = _Count(profile, parameters, ties).run(share, Allowance(profile, None))
    return [purchase.code for purchase in run.purchases()]


class _Count:
    """The parts of one count."""

    def __init__(self, profile: Profile, parameters: Parameters, ties: TieOrder) -> None:
        self._profile = profile
        self._parameters = parameters
        self._ties = ties
        self._is_raising = parameters["completion"].startswith("add1") and int(parameters["increment"]) > 0
        self._electorate = Electorate(profile, has_points=parameters["utility"] == "points")
        self._looked_at = 0
        costs = [project.cost_minor for project in profile.projects.values()]
        self._worth = costs if parameters["utility"] == "cost" else [1] * len(costs)
        self._equal_share = Fraction(profile.budget_minor, max(profile.voters, 1))

    def by_shares(self, *, is_explained: bool) -> Decision:
        """Buy with voters' money, raised by Add1 where the parameters say so."""
        raised = self._raised()
        self._last_run = self.run(raised.share, Allowance(self._profile, None))
        decision = Account(self._electorate, self._last_run, raised.share, is_explained=is_explained).decision()
        decision.course.update(
            utility=self._parameters["utility"],
            equal_share=str(self._equal_share),
            share=str(raised.share),
            runs=raised.runs,
            stopped_by=raised.stopped_by,
        )
        return decision

    def complete(self, decision: Decision, phase: str) -> None:
        """Buy more with what the shares left over: by score whatever still fits, or as Phragmén's money flows on."""
        allowance = Allowance(self._profile, self._profile.budget_minor)
        for code in decision.winners:
            allowance.take(code)
        if phase == "votes":
            more = self._by_votes(allowance, decision.winners)
            decision.course.update(more.course)
        else:
            held = self._last_run.purses.held
            more = continue_with(self._profile, held, decision.winners, allowance, self._ties)
        decision.winners.extend(more.winners)
        decision.steps.extend({**step, "phase": phase} for step in more.steps)
        decision.ties.extend(more.ties)
        for code in more.winners:
            decision.losers.pop(code, None)
        for code, entry in decision.losers.items():
            entry["then"] = more.losers[code]

    def compared(self, decision: Decision) -> Decision:
        """Keep the decision unless strictly more voters prefer what buying by score alone gives."""
        other = self._by_votes(Allowance(self._profile, self._profile.budget_minor), ())
        ours, theirs = preferring(self._profile, decision.winners, other.winners)
        kept, phase = (other, "votes") if theirs > ours else (decision, "shares")
        figures = {"prefer_shares": ours, "prefer_votes": theirs, "kept": phase}
        of_shares = {name: value for name, value in decision.course.items() if name != "part_funded"}
        kept.course.update(of_shares, comparison=figures)
        for step in other.steps:
            step["phase"] = "votes"
        return kept

    def _by_votes(self, allowance: Allowance, bought: Sequence[str]) -> Decision:
        more = fill(self._profile, allowance, self._ties, bought)
        fund_part(self._profile, allowance, more, int(self._parameters["part_funding"]))
        return more

    def run(self, share: Fraction, allowance: Allowance, before: Sequence[Purchase] = ()) -> Run:
        return Run(self._electorate, self._worth, share, allowance, self._ties, before)

    def _raised(self) -> Raised:
        unit = self._profile.unit_minor
        share = self._equal_share
        if self._parameters["start"] == "integral":
            share = Fraction(share // unit * unit)
        increment = int(self._parameters["increment"]) * (unit if self._parameters["increment_in"] == "units" else 1)
        if not self._is_raising:
            return Raised(share, 1, "")
        return raise_share(
            share,
            increment,
            self._profile.budget_minor,
            self._attempt,
            stops_when_exhausted=self._parameters["stop"] == "exhaustive",
        )

    def _attempt(self, share: Fraction, before: Sequence[Purchase], leap: int) -> Trial | None:
        self._looked_at += len(self._electorate.ballots.columns)
        if self._looked_at > LONG:
            self._electorate.passes = fastest(self._electorate.ballots.scores)
        allowance = Allowance(self._profile, None)
        run = self.run(share, allowance, before)
        bought = []
        for purchase in run.purchases():
            bought.append(purchase)
            if leap > 1 and not run.is_alike:
                break
        if leap > 1 and not run.is_alike:
            return None
        places = {purchase.place for purchase in bought}
        rest = [
            each.cost_minor
            for place, each in enumerate(self._electorate.backers)
            if place not in places and each.count and allowance.refusal(self._profile.codes[place]) is None
        ]
        return Trial(bought, sum(purchase.cost_minor for purchase in bought), rest, run.is_alike)


def payments(course: Entry, steps: Sequence[Entry], scores: Scores) -> list[Fraction]:
    """Say what one voter pays at each step: the full price where they have as much, otherwise all they have."""
    money = Fraction(course.get("share", 0))
    paid = []
    for step in steps:
        score = scores.get(step["project"], 0)
        points = score if course["utility"] == "points" else 1
        # While Phragmén's money flows on, voters hold as much more as its clock says.
        flown = Fraction(step.get("time", 0))
        asked = money + flown if "time" in step else Fraction(step.get("price", 0)) * points
        paid.append(min(money + flown, asked) if score > 0 else Fraction(0))
        money -= paid[-1]
    return paid


EQUAL_SHARES = OutcomeRule(
    "equal-shares",
    {
        "utility": ("cost", "cardinality", "points"),
        "start": ("exact", "integral"),
        "completion": ("none", "add1", "utilitarian", "add1+utilitarian", "phragmen"),
        "increment": NUMBER,
        "increment_in": ("units", "minor"),
        "stop": ("infeasible", "exhaustive"),
        "comparison": ("no", "yes"),
        "part_funding": NUMBER,
    },
    decide,
    payments,
)
