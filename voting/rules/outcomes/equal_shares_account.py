"""What is told of a run of equal shares: each purchase, and for every other project why it was not bought."""

from fractions import Fraction
from math import floor

import numpy as np

from voting.rules.outcomes.equal_shares_run import Purchase, Run
from voting.rules.outcomes.profile import Numbers
from voting.rules.outcomes.purses import Electorate, Sale
from voting.rules.outcomes.rule import Decision, Entry
from voting.rules.outcomes.skyline import skyline


class Account:
    """Keeps the books of one run."""

    def __init__(self, electorate: Electorate, run: Run, share: Fraction, *, is_explained: bool) -> None:
        self._electorate = electorate
        self._profile = electorate.profile
        self._run = run
        self._share = share
        self._is_explained = is_explained
        self._left = self._profile.budget_minor
        self._spent: dict[str, Numbers] = {}
        self._decision = Decision([])

    def decision(self) -> Decision:
        """Let the run buy, and tell of it."""
        for purchase in self._run.purchases():
            self._decision.winners.append(purchase.code)
            self._left -= purchase.cost_minor
            self._decision.steps.append(self._step(purchase))
            if len(purchase.tied) > 1:
                tie = {"step": len(self._decision.steps), "projects": [*purchase.tied]}
                self._decision.ties.append({**tie, "settled_by": purchase.settled_by})
        if self._is_explained:
            won = {*self._decision.winners}
            losers = {code: self._loser(place) for place, code in enumerate(self._profile.codes) if code not in won}
            self._decision.losers.update(losers)
        return self._decision

    def _step(self, purchase: Purchase) -> Entry:
        sale, sizes = purchase.sale, self._profile.sizes
        payers = self._electorate.backers[purchase.place]
        full = int(sale.weights.sum())
        step: Entry = {
            "project": purchase.code,
            "phase": "shares",
            "cost": purchase.cost_minor,
            "supporters": int(payers.count),
            "price": str(sale.price),
            "effective_votes": round(float(purchase.cost_minor / sale.price), 2),
            "paid_price": int(sizes[sale.full].sum()),
            "paid_less": int(sizes[sale.less].sum()),
            "sum_less": str(purchase.cost_minor - sale.price * full),
            "left": self._left,
        }
        if self._is_explained:
            paid = self._paid(sale)
            self._spent[purchase.code] = self._spending(purchase, paid)
            step["skyline"] = skyline(sizes, self._run.purses.left, paid, float(self._share))
        return step

    def _paid(self, sale: Sale) -> Numbers:
        """What each voter of a group pays, nearly."""
        paid = np.zeros(len(self._profile.sizes))
        paid[sale.full] = float(sale.price) * sale.points
        paid[sale.less] = self._run.purses.left[sale.less]
        return paid

    def _spending(self, purchase: Purchase, paid: Numbers) -> Numbers:
        """What the backers of each project spend on this purchase, in whole minor units; -1 where none of them pays."""
        groups = np.flatnonzero(paid)
        sizes = self._profile.sizes[groups]
        sums = self._electorate.ballots.spread(groups, paid[groups] * sizes, len(self._profile.codes))
        whole = np.rint(sums).astype(np.int64)
        error = self._run.purses.error(len(groups)) * float(sizes.sum())
        for place in np.flatnonzero((sums > 0) & (np.abs(sums % 1 - 0.5) <= error)):
            whole[place] = round(self._exactly(purchase.sale, int(place)))
        return np.where(sums > 0, whole, -1)

    def _exactly(self, sale: Sale, place: int) -> Fraction:
        """What the backers of a project spend on a purchase."""
        backers = self._electorate.backers[place].groups
        is_backing = np.isin(sale.full, backers)
        points = int(sale.weights[is_backing].sum())
        return sale.price * points + self._run.purses.held(sale.less[np.isin(sale.less, backers)])

    def _loser(self, place: int) -> Entry:
        backers = self._electorate.backers[place]
        code = self._profile.codes[place]
        entry: Entry = {
            "cost": backers.cost_minor,
            "supporters": int(backers.count),
            "had": round(self._share * int(backers.count)),
            "spent": {winner: int(sums[place]) for winner, sums in self._spent.items() if sums[place] >= 0},
        }
        if code in self._run.refused:
            return {**entry, **self._run.refused[code]}
        left = floor(self._run.purses.held(backers.groups))
        return {"reason": "too_little", **entry, "left": left, "missing": backers.cost_minor - left}
