"""Sequential Phragmén: money flows to all voters at the same speed; who can pay for a project first, gets it.

A project is bought the moment its supporters together hold its cost; they pay all they hold. With `stop`
overshoot the count ends where the next project would break the budget; with exhaustive that project is passed
over and money flows on, until no project is left.

Time is the money that every voter has been given so far, so a voter holds the time since the last purchase they
paid for. Steps: {"project", "cost", "supporters", "time", "left", "skyline"}, the time exact, as text. Losers as in
equal shares, at the moment the count ended (`too_little`), or `no_room` at the moment it had its money.

Sources: Brill, Freeman, Janson, Lackner, Phragmén's Voting Methods and Justified Representation, AAAI 2017;
for projects of different costs Los, Christoff, Grossi, Proportional Budget Allocations, IJCAI 2022.
"""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from math import floor, gcd

import numpy as np

from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.part_funding import fund_part
from voting.rules.outcomes.profile import Numbers, Profile
from voting.rules.outcomes.rule import NUMBER, Decision, Entry, OutcomeRule, Parameters, Scores
from voting.rules.outcomes.skyline import skyline
from voting.rules.outcomes.ties import TieOrder

Held = Callable[[Numbers], Fraction]


def decide(profile: Profile, parameters: Parameters, ties: TieOrder, is_explained: bool) -> Decision:  # noqa: FBT001 - every rule takes these
    allowance = Allowance(profile, profile.budget_minor)
    run = Flow(profile, allowance, ties, is_explained=is_explained)
    run.go_on(is_exhaustive=parameters["stop"] == "exhaustive")
    fund_part(profile, allowance, run.decision, int(parameters["part_funding"]))
    return run.decision


def continue_with(
    profile: Profile, held: Held, bought: Collection[str], allowance: Allowance, ties: TieOrder
) -> Decision:
    """Go on from what voters hold after another rule: buy, besides what is bought, all that is still allowed.

    `held` gives exactly what the voters of these groups hold together. The times of its steps begin at 0 there.
    """
    run = Flow(profile, allowance, ties, held=held, bought=bought, is_explained=True)
    run.go_on(is_exhaustive=True)
    return run.decision


class Flow:
    """One run of the rule.

    Exact and fast at once: times are whole numbers over one common denominator, `unit`, which grows with each
    purchase; voters differ only in their last purchase, so they are counted by project and last purchase.
    """

    def __init__(
        self,
        profile: Profile,
        allowance: Allowance,
        ties: TieOrder,
        *,
        is_explained: bool,
        held: Held | None = None,
        bought: Collection[str] = (),
    ) -> None:
        self._profile = profile
        self._allowance = allowance
        self._ties = ties
        self._is_explained = is_explained
        self._held = held
        self._left = profile.budget_minor - sum(profile.projects[code].cost_minor for code in bought)
        self._costs = [profile.projects[code].cost_minor for code in profile.codes]
        self._votes = [*profile.votes().values()]
        self._waiting = [place for place, code in enumerate(profile.codes) if self._votes[place] and code not in bought]
        self._bought = {*bought}
        self._last = np.zeros(len(profile.sizes), np.int64)
        self._unit = 1
        self._times = [0]
        # What the supporters of a project have paid, in money times unit; what they held at first is paid to them.
        self._paid = [0] * len(self._costs)
        self._spent: list[dict[str, int]] = [{} for _ in self._costs]
        self._decision = Decision([])
        if held:
            for place in self._waiting:
                amount = self._whole(held(profile.backing.row(place)[0]))
                self._paid[place] -= amount

    def go_on(self, *, is_exhaustive: bool) -> None:
        """Buy until no project is left, or until one would break the budget where that ends the count."""
        stopped_by, at = "", Fraction(0)
        while self._waiting and not stopped_by:
            place, at = self._next()
            code = self._profile.codes[place]
            self._waiting.remove(place)
            refusal = self._allowance.refusal(code)
            if refusal is None:
                self._buy(place, at)
                continue
            turn = {"cost": self._costs[place], "supporters": self._votes[place], "time": str(at)}
            self._decision.losers[code] = {**turn, **refusal}
            stopped_by = code if refusal["reason"] == "no_room" and not is_exhaustive else ""
        self._decision.course.update({"stopped_by": stopped_by, "time": str(at)})
        self._explain(at, stopped_by)

    def _next(self) -> tuple[int, Fraction]:
        """Find which project's supporters hold its cost first, and when."""
        need, votes = 0, 0
        tied: list[int] = []
        for place in self._waiting:
            its_need, its_votes = self._costs[place] * self._unit + self._paid[place], self._votes[place]
            difference = its_need * votes - need * its_votes if tied else -1
            if difference < 0:
                need, votes, tied = its_need, its_votes, [place]
            elif difference == 0:
                tied.append(place)
        codes, settled_by = self._ties.sort([self._profile.codes[place] for place in tied])
        if len(codes) > 1:
            step = len(self._decision.winners) + 1
            self._decision.ties.append({"step": step, "projects": codes, "settled_by": settled_by})
        first = next(place for place in tied if self._profile.codes[place] == codes[0])
        return first, Fraction(need, votes * self._unit)

    def _buy(self, place: int, at: Fraction) -> None:
        code, cost = self._profile.codes[place], self._costs[place]
        picture = {"skyline": self._skyline(place, at)} if self._is_explained and not self._held else {}
        self._take_from_supporters(place, at)
        self._times.append(self._whole(at))
        self._allowance.take(code)
        self._left -= cost
        self._decision.winners.append(code)
        step = {"project": code, "cost": cost, "supporters": self._votes[place], "time": str(at), "left": self._left}
        self._decision.steps.append(step | picture)

    def _skyline(self, place: int, at: Fraction) -> list[list[int]]:
        since = np.array([float(at) - time / self._unit for time in self._times])
        held = since[self._last]
        pays = np.zeros(len(held))
        groups = self._profile.backing.row(place)[0]
        pays[groups] = held[groups]
        return skyline(self._profile.sizes, held, pays, float(held.max()))

    def _take_from_supporters(self, bought: int, at: Fraction) -> None:
        """Have the supporters of a project pay all they hold, and note it with every project they support."""
        now = self._whole(at)
        groups = self._profile.backing.row(bought)[0]
        moved = self._moved(groups)
        beginners = groups[self._last[groups] == 0]
        for place in np.flatnonzero(moved.any(axis=1)).tolist():
            counts = moved[place].tolist()
            if self._held and counts[0]:
                shared = np.intersect1d(beginners, self._profile.backing.row(place)[0], assume_unique=True)
                amount = self._whole(self._held(shared))
                now = self._whole(at)
            else:
                amount = 0
            amount += sum(count * (now - time) for count, time in zip(counts, self._times, strict=True) if count)
            self._paid[place] += amount
            if self._is_explained:
                self._spent[place][self._profile.codes[bought]] = _rounded(amount, self._unit)
        self._last[groups] = len(self._times)

    def _moved(self, groups: Numbers) -> Numbers:
        """Count the voters of these groups by project they support and by last purchase."""
        ballots, purchases = self._profile.ballots, len(self._times)
        lengths = ballots.starts[groups + 1] - ballots.starts[groups]
        skipped = np.repeat(ballots.starts[groups] - (np.cumsum(lengths) - lengths), lengths)
        columns = ballots.columns[np.arange(len(skipped)) + skipped]
        cells = columns * purchases + np.repeat(self._last[groups], lengths)
        sizes = np.repeat(self._profile.sizes[groups], lengths)
        counts = np.bincount(cells, weights=sizes, minlength=len(self._costs) * purchases)
        return counts.astype(np.int64).reshape(len(self._costs), purchases)

    def _whole(self, money: Fraction) -> int:
        """Give a sum as a whole number of units, which are made smaller where it is none."""
        factor = money.denominator // gcd(money.denominator, self._unit)
        if factor > 1:
            self._unit *= factor
            self._times = [time * factor for time in self._times]
            self._paid = [paid * factor for paid in self._paid]
        return money.numerator * (self._unit // money.denominator)

    def _explain(self, at: Fraction, stopped_by: str) -> None:
        """Tell of every project that got nothing why not: at the time the count ended."""
        for place, code in enumerate(self._profile.codes) if self._is_explained else ():
            if code not in self._bought and code not in self._decision.winners:
                entry = self._decision.losers.get(code) or self._waited(place, at, stopped_by)
                self._decision.losers[code] = entry | {"spent": self._spent[place]}

    def _waited(self, place: int, at: Fraction, stopped_by: str) -> Entry:
        cost, votes = self._costs[place], self._votes[place]
        if not votes:
            return {"reason": "no_votes", "cost": cost, "score": 0, "left": self._left}
        given = votes * at
        left = floor(given - Fraction(self._paid[place], self._unit))
        turn: Entry = {"cost": cost, "supporters": votes, "had": round(given), "left": left}
        if left >= cost:
            return {"reason": "stopped", **turn, "by": stopped_by}
        return {"reason": "too_little", **turn, "missing": cost - left}

    @property
    def decision(self) -> Decision:
        """What came of it."""
        return self._decision


def _rounded(amount: int, unit: int) -> int:
    return (2 * amount + unit) // (2 * unit)


def payments(course: Entry, steps: Sequence[Entry], scores: Scores) -> list[Fraction]:  # noqa: ARG001 - as every rule's
    """Say what one voter pays at each step: all they were given since they last paid."""
    last = Fraction(0)
    paid = []
    for step in steps:
        at = Fraction(step["time"])
        pays = step["project"] in scores
        paid.append(at - last if pays else Fraction(0))
        last = at if pays else last
    return paid


PHRAGMEN = OutcomeRule("phragmen", {"stop": ("overshoot", "exhaustive"), "part_funding": NUMBER}, decide, payments)
