"""How much further the share may be raised before a run of equal shares could buy anything else.

While the order of purchases stays the same, and with it who pays the full price and who less, everything is a
straight line over the raise: what voters have left, prices, and rates. So a finished run is told once more with
the slope of each line, and every comparison in it says how far it holds: who pays the full price still can, no
other project becomes cheaper for its worth, what nobody could afford stays so. The least of these is the horizon.

Slopes are floating point, so comparisons that are close give no horizon, and a part of it is kept back that is
far larger than any rounding. Runs within the horizon are skipped; every other one is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from voting.rules.outcomes.profile import Numbers
from voting.rules.outcomes.purses import Electorate, level

CLOSE = 1e-9
KEPT_BACK = 1e-6


@dataclass(frozen=True, slots=True)
class Bought:
    """A project that a run bought, by its place, with the price of a point and those it was tied with."""

    place: int
    price: float
    tied: Sequence[int]


def horizon(
    electorate: Electorate, worth: Sequence[int], share: float, bought: Sequence[Bought], least: float
) -> float:
    """Find how much may be added to this share, at which these projects were bought; 0 for less than `least`."""
    view = _View(electorate, worth, share)
    for one in bought:
        view.buy(one)
        if view.limit < least:
            return 0.0
    view.end()
    return view.limit * (1 - KEPT_BACK)


class _View:
    """The lines of one run: values now, slopes for each minor unit more that every voter has."""

    def __init__(self, electorate: Electorate, worth: Sequence[int], share: float) -> None:
        self.limit = inf
        self._backers = electorate.backers
        self._worth = np.array(worth, float)
        self._left = np.full(len(electorate.profile.sizes), share)
        self._slopes = np.ones(len(electorate.profile.sizes))
        self._close = CLOSE * share
        # Of each project that is not bought: a line that its rate is never below, and how long its backers
        # certainly hold too little.
        self._rates = np.array([each.cost_minor / each.weight if each.weight else inf for each in self._backers])
        self._rates /= self._worth
        self._rate_slopes = np.zeros(len(worth))
        self._too_poor_until = np.array([0.0 if each.weight else inf for each in self._backers])

    def buy(self, bought: Bought) -> None:
        backers = self._backers[bought.place]
        left, slopes = self._left[backers.groups], self._slopes[backers.groups]
        spare = left - bought.price * backers.points
        is_rich = spare > 0
        slope = -float((slopes * backers.voters)[~is_rich].sum() / backers.weights[is_rich].sum())
        drift = slopes - slope * backers.points
        gaps = np.where(left > 0, np.abs(spare), inf)
        self._hold(_lasting(gaps, np.where(is_rich, drift, -drift), self._close))
        worth = self._worth[bought.place]
        is_flat = all(self._is_flat(place, bought.price / worth) for place in bought.tied)
        self._rates[bought.place] = inf
        self._compare(bought.price / worth, slope / worth, bought.tied if is_flat else ())
        self._left[backers.groups] = np.where(is_rich, spare, 0.0)
        self._slopes[backers.groups] = np.where(is_rich, drift, 0.0)

    def _is_flat(self, place: int, rate: float) -> bool:
        """Whether all backers who have money certainly pay this rate in full.

        Their project's rate is then the cost for their number, and never lower however far the share is raised:
        what is tied with it stays tied or falls behind.
        """
        backers = self._backers[place]
        left = self._left[backers.groups]
        spare = left - rate * self._worth[place] * backers.points
        return bool((spare[left > 0] > self._close).all())

    def end(self) -> None:
        """See that nothing else becomes affordable."""
        for place in np.flatnonzero((self._rates < inf) & (self._too_poor_until < self.limit)).tolist():
            self._look(place)
        self._hold(self._too_poor_until[self._rates < inf])

    def _hold(self, lasting: Numbers) -> None:
        self.limit = min(self.limit, float(lasting.min(initial=inf)))

    def _compare(self, rate: float, slope: float, tied: Sequence[int]) -> None:
        """Keep the limit where no project, but those that stay tied, has a lower rate than this."""
        for place in np.flatnonzero(self._until(rate, slope, tied) < self.limit).tolist():
            self._look(place)
        self._hold(self._until(rate, slope, tied))

    def _until(self, rate: float, slope: float, tied: Sequence[int]) -> Numbers:
        lasting = _lasting(self._rates - rate, self._rate_slopes - slope, CLOSE * rate)
        lasting[[*tied]] = inf
        longest: Numbers = np.maximum(lasting, self._too_poor_until)
        return longest

    def _look(self, place: int) -> None:
        """Draw a project's line anew, from what its backers have now."""
        backers = self._backers[place]
        left, slopes = self._left[backers.groups], self._slopes[backers.groups]
        money = left * backers.voters
        missing = backers.cost_minor - float(money.sum())
        close = CLOSE * backers.cost_minor
        if missing > -close:
            earning = float((slopes * backers.voters).sum())
            self._too_poor_until[place] = _lasting(np.array([missing]), np.array([-earning]), close)[0]
        else:
            price, weight = level(backers, left, money, 0.0)
            is_poor = left < price * backers.points
            slope = -float((slopes * backers.voters * is_poor).sum()) / weight
            self._rates[place] = price / self._worth[place]
            self._rate_slopes[place] = slope / self._worth[place]


def _lasting(gaps: Numbers, drifts: Numbers, close: float) -> Numbers:
    """For how long gaps, which drift, are certainly above zero."""
    lasting = np.divide(gaps, -drifts, out=np.full(len(gaps), inf), where=drifts < 0)
    return np.where(gaps > close, lasting, 0.0)
