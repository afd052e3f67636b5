"""The Method of Equal Shares: every voter holds an equal share of the budget, and supporters pay for projects.

A project is affordable when its supporters together hold its cost; its price is what a supporter pays at
most (one who has less pays all of it). Again and again the project with the lowest price for what it is
worth to a supporter is bought, until none is affordable. Its worth is its cost (`utility` cost) or one
(cardinality).

Steps: {"project", "cost", "supporters", "price", "effective_votes", "paid_price", "paid_less", "left"}: how
many voters paid the full price (an exact fraction, as text) and how many all they had, which was less; what
is left of the budget. Effective votes are cost / price, rounded.

Losers: {"reason": "too_little", "cost", "supporters", "had", "spent": {winner: sum}, "left", "missing"}:
what the supporters held at first, spent on each winner they also support, and have left, and by how much
that is too little. Sums are rounded to whole minor units (`left` down, so that `missing` is never 0), so
they may add up with a difference of one unit an item; what decides is exact.

Sources: Peters and Skowron, EC 2020; Peters, Pierczyński and Skowron, NeurIPS 2021.
"""

from collections import Counter
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import floor

from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.purses import Payment, Purses
from voting.rules.outcomes.rule import Decision, Entry, OutcomeRule, Parameters
from voting.rules.outcomes.ties import TieOrder


def decide(profile: Profile, parameters: Parameters, ties: TieOrder, is_explained: bool) -> Decision:  # noqa: FBT001 - every rule takes these
    count = _Count(profile, parameters["utility"], ties, is_explained=is_explained)
    while count.buy_next():
        pass
    return count.decision()


class _Count:
    """One run of the rule."""

    def __init__(self, profile: Profile, utility: str, ties: TieOrder, *, is_explained: bool) -> None:
        self._profile = profile
        self._ties = ties
        self._is_explained = is_explained
        self._purses = Purses(profile)
        self._sizes: list[int] = profile.sizes.tolist()
        self._supporters = {code: profile.backing.row(place)[0].tolist() for place, code in enumerate(profile.codes)}
        self._votes = profile.votes()
        self._worth = {
            code: project.cost_minor if utility == "cost" else 1 for code, project in profile.projects.items()
        }
        self._spent: dict[str, dict[str, int]] = {code: {} for code in profile.projects}
        self._left = profile.budget_minor
        self._decision = Decision([])
        # Prices only rise as purses empty, so an old one is a lower bound: only projects whose old price
        # could still be the lowest are looked at again.
        self._queue = [
            (Fraction(profile.projects[code].cost_minor, votes * self._worth[code]), code)
            for code, votes in self._votes.items()
            if votes
        ]
        heapify(self._queue)

    def buy_next(self) -> bool:
        """Buy the project with the lowest price for its worth; False where none is affordable."""
        best, looked_at = self._look()
        if best is None:
            return False
        tied = [code for rate, code in looked_at if rate == best]
        codes, settled_by = self._ties.sort(tied)
        if len(codes) > 1:
            step = len(self._decision.winners) + 1
            self._decision.ties.append({"step": step, "projects": codes, "settled_by": settled_by})
        for rate, code in looked_at:
            if code != codes[0]:
                heappush(self._queue, (rate, code))
        self._buy(codes[0], best * self._worth[codes[0]])
        return True

    def _look(self) -> tuple[Fraction | None, list[tuple[Fraction, str]]]:
        """Find the lowest rate (price for worth) there is now, and every rate found on the way.

        Projects that are no longer affordable leave the queue: their supporters never get richer.
        """
        best: Fraction | None = None
        looked_at: list[tuple[Fraction, str]] = []
        while self._queue and (best is None or self._queue[0][0] <= best):
            _, code = heappop(self._queue)
            price = self._purses.price(self._profile.projects[code].cost_minor, self._supporters[code])
            if price is not None:
                rate = price / self._worth[code]
                looked_at.append((rate, code))
                best = rate if best is None else min(best, rate)
        return best, looked_at

    def _buy(self, code: str, price: Fraction) -> None:
        cost = self._profile.projects[code].cost_minor
        payment = self._purses.pay(price, self._supporters[code])
        payers = sum(self._sizes[place] for place in payment.each)
        full = sum(self._sizes[place] for place, paid in payment.each.items() if paid == payment.price)
        self._left -= cost
        self._decision.winners.append(code)
        self._decision.steps.append(
            {
                "project": code,
                "cost": cost,
                "supporters": self._votes[code],
                "price": str(price),
                "effective_votes": round(float(cost / price), 2),
                "paid_price": full,
                "paid_less": payers - full,
                "left": self._left,
            }
        )
        if self._is_explained:
            self._note_spending(code, payment)

    def _note_spending(self, winner: str, payment: Payment) -> None:
        sums: Counter[str] = Counter()
        for place, paid in payment.each.items():
            total = paid * self._sizes[place]
            for column in self._profile.ballots.row(place)[0]:
                sums[self._profile.codes[column]] += total
        for code, total in sums.items():
            self._spent[code][winner] = round(Fraction(total, payment.unit))

    def decision(self) -> Decision:
        if self._is_explained:
            won = {*self._decision.winners}
            self._decision.losers.update({code: self._loser(code) for code in self._supporters if code not in won})
        return self._decision

    def _loser(self, code: str) -> Entry:
        cost = self._profile.projects[code].cost_minor
        left = floor(self._purses.left(self._supporters[code]))
        had = Fraction(self._profile.budget_minor * self._votes[code], max(self._profile.voters, 1))
        return {
            "reason": "too_little",
            "cost": cost,
            "supporters": self._votes[code],
            "had": round(had),
            "spent": self._spent[code],
            "left": left,
            "missing": cost - left,
        }


EQUAL_SHARES = OutcomeRule(
    "equal-shares",
    {"utility": ("cost", "cardinality"), "start": ("exact",), "completion": ("none",)},
    decide,
)
