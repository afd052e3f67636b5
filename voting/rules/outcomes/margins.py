"""How near every project came that did not win: how many more votes, or how much less cost, would have won.

- "votes": with so many more ballots that name this project alone (and give it the most that a ballot may give), and
  no other change, it would have won, and with one fewer it would not
- "cost": at this cost, with no other change, it would have won, and at one minor unit more it would not

Either is null where nothing of the kind was found: up to ten times as many more ballots as were cast, or any cost
from one minor unit. All is found by running the rule again. Where winning with a number means winning with every
larger one (or at every lower cost), "least" says so: the figure is then the least change that wins, and null is
certain. Otherwise it is a point at which the answer turns, found by leaps and halving; another might win as well.

Under a rule that raises the share of equal shares step by step, a vote more changes the share, and so everything.
There the share is held at what it was in the run that decided ("share"): the further voters bring the same share
each, and what the rule does after that run is done with the envelope as it is.

Source: Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich, Skowron, Szufa, Evaluation of Project
Performance in Participatory Budgeting, IJCAI 2024.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from voting.rules.contest import Contest
from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.equal_shares import bought_at
from voting.rules.outcomes.greedy import fill
from voting.rules.outcomes.nearness import guess
from voting.rules.outcomes.profile import Profile, Table
from voting.rules.outcomes.rule import Decision, Entry, OutcomeRule, Parameters
from voting.rules.outcomes.ties import TieOrder

FURTHEST = 10  # times as many more ballots as were cast
Wins = Callable[[int], bool]
Spread = Callable[[Callable[[str], Any], Iterable[str]], Iterable[Any]]


def margins(
    profile: Profile, rule: OutcomeRule, parameters: Parameters, contest: Contest, spread: Spread = map
) -> dict[str, Any]:
    """Find for every project of the profile that did not win how near it came; the figures are named above.

    Each is found on its own: `spread` may do what `map` does over several processes.
    """
    again = Again(profile, rule, parameters, contest)
    losers = sorted(again.decision.losers)
    votes_are_least, costs_are_least = are_least(rule, parameters)
    return {
        "least": {"votes": votes_are_least, "cost": costs_are_least},
        "share": str(again.share) if again.share else None,
        "projects": dict(zip(losers, spread(again.near, losers), strict=True)),
    }


def are_least(rule: OutcomeRule, parameters: Parameters) -> tuple[bool, bool]:
    """Whether more votes, and whether less cost, can never make a winner lose.

    Until it is bought, a project changes nothing for the others under greedy, Phragmén and equal shares without
    completion, and more votes or less cost only bring its turn forward; but under equal shares a further voter takes
    from the shares of all. Maximum welfare counts a project for less where its cost is its worth.
    """
    if rule.code == "equal-shares":
        return False, parameters["completion"] == "none" and parameters["comparison"] == "no"
    return True, rule.code != "max-welfare" or parameters["utility"] != "cost"


class Again:
    """A rule that is run again with other ballots or costs."""

    def __init__(self, profile: Profile, rule: OutcomeRule, parameters: Parameters, contest: Contest) -> None:
        self._profile = profile
        self._rule = rule
        self._parameters = parameters
        self._district = contest.district
        self._votes = profile.votes()
        self._most_points = most_points(contest)
        ties = TieOrder(parameters["ties"], profile.projects, self._votes, parameters["seed"], contest.district)
        self.decision = rule.decide(profile, parameters, ties, True)  # noqa: FBT003 - explained
        is_raised = parameters.get("completion", "").startswith("add1")
        self.share = Fraction(self.decision.course["share"]) if is_raised else None
        self._guesses = guess(profile, self.decision, is_by_cost=parameters.get("utility") == "cost")
        self._is_by_votes = self.decision.course.get("comparison", {}).get("kept") == "votes"

    def near(self, code: str) -> dict[str, int | None]:
        """Both margins of a project that lost."""
        return {"votes": self.votes(code, self.decision.losers[code]), "cost": self.cost(code)}

    def votes(self, code: str, entry: Entry) -> int | None:
        """How many more votes would have won; `entry` says why the project lost."""
        place = self._profile.codes.index(code)

        def wins(more: int) -> bool:
            return self._wins(code, with_votes(self._profile, place, more, self._most_points))

        furthest = FURTHEST * self._profile.voters
        likely = -(-entry["lost"] // self._most_points) if "lost" in entry else self._diluted(code)
        return _least(wins, likely, furthest)

    def cost(self, code: str) -> int | None:
        """The highest cost at which the project would have won."""
        now = self._profile.projects[code].cost_minor

        def wins(less: int) -> bool:
            return self._wins(code, with_cost(self._profile, code, now - less))

        less = _least(wins, now - self._guesses[code][1], now - 1)
        return None if less is None else now - less

    def _diluted(self, code: str) -> int:
        """The guess for votes; where further voters share the same budget, each of them brings the less to it."""
        votes, budget = self._guesses[code][0], self._profile.budget_minor
        if self.share is not None or "share" not in self.decision.course:
            return votes
        return votes * budget // max(budget - self._profile.projects[code].cost_minor, 1)

    def _wins(self, code: str, profile: Profile) -> bool:
        if self._is_by_votes:
            ties = self._ties(profile, code)
            return code in fill(profile, Allowance(profile, profile.budget_minor), ties, ()).winners
        if self.share is None:
            return code in self._decide(profile, code).winners
        return self._wins_at_share(code, profile, self.share)

    def _wins_at_share(self, code: str, profile: Profile, share: Fraction) -> bool:
        ties = self._ties(profile, code)
        bought = bought_at(profile, self._parameters, ties, share)
        allowance = Allowance(profile, profile.budget_minor)
        for each in bought:
            if allowance.refusal(each):
                return False
            allowance.take(each)
        if code in bought or not self._parameters["completion"].endswith("utilitarian"):
            return code in bought
        return code in fill(profile, allowance, ties, bought).winners

    def _decide(self, profile: Profile, code: str) -> Decision:
        return self._rule.decide(profile, self._parameters, self._ties(profile, code), False)  # noqa: FBT003 - not explained

    def _ties(self, profile: Profile, code: str) -> TieOrder:
        """The order of ties where all voters besides those of the count name this project."""
        parameters = self._parameters
        votes = {**self._votes, code: self._votes[code] + profile.voters - self._profile.voters}
        return TieOrder(parameters["ties"], profile.projects, votes, parameters["seed"], self._district)


def most_points(contest: Contest) -> int:
    """The most that one ballot, which names one project alone, may give it."""
    if contest.kind == "points":
        return contest.limits.max_points_each or contest.limits.points or 1
    return contest.scoring[0] if contest.kind == "ranking" and contest.scoring else 1


def with_votes(profile: Profile, place: int, more: int, score: int) -> Profile:
    """The profile with more voters whose ballots name the project at this place alone."""
    ballots, backing = profile.ballots, profile.backing
    end = backing.starts[place + 1]
    later = np.arange(len(backing.starts)) > place
    return replace(
        profile,
        sizes=np.append(profile.sizes, more),
        ballots=Table(
            np.append(ballots.starts, ballots.starts[-1] + 1),
            np.append(ballots.columns, place),
            np.append(ballots.scores, score),
        ),
        backing=Table(
            backing.starts + later,
            np.insert(backing.columns, end, len(profile.sizes)),
            np.insert(backing.scores, end, score),
        ),
        voters=profile.voters + more,
    )


def with_cost(profile: Profile, code: str, cost_minor: int) -> Profile:
    """The profile with another cost of this project."""
    projects: Mapping[str, Any] = {**profile.projects, code: replace(profile.projects[code], cost_minor=cost_minor)}
    return replace(profile, projects=projects)


def _least(wins: Wins, likely: int, furthest: int) -> int | None:
    """Find a number up to `furthest` that wins where one less does not: from a guess by leaps, then by halving."""
    if furthest < 1:
        return None
    start = min(max(likely, 1), furthest)
    low, high = _down(wins, start) if wins(start) else _up(wins, start, furthest)
    while high - low > 1:
        middle = (low + high) // 2
        if wins(middle):
            high = middle
        else:
            low = middle
    return high or None


def _down(wins: Wins, guess: int) -> tuple[int, int]:
    """A number that does not win, 0 for none, and a larger one that does."""
    high, leap = guess, 1
    while high > leap and wins(high - leap):
        high, leap = high - leap, 2 * leap
    return max(high - leap, 0), high


def _up(wins: Wins, guess: int, furthest: int) -> tuple[int, int]:
    """A number that does not win and a larger one that does; two noughts where not even the furthest does."""
    low, leap = guess, 1
    while low < furthest:
        high = min(low + leap, furthest)
        if wins(high):
            return low, high
        low, leap = high, 8 * leap
    return 0, 0
