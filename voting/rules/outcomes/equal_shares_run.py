"""One run of the Method of Equal Shares: which project its voters buy next, and at what price.

A project is affordable when its backers together hold its cost; its price is what a backer pays at most (one
who has less pays all of it). Again and again the project with the lowest price for what it is worth to a
backer (its rate) is bought, until none is affordable.

With more money for everybody, and the same purchases so far, nobody holds less and no price is higher. So where two
runs buy the same, and each time the rate paid at the smaller share is below every other rate at the larger one, every
share between them buys the same as well. A run that is given the purchases `before` it finds out whether that is so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf

from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.purses import ROUNDING, Bounds, Electorate, Purses, Sale
from voting.rules.outcomes.rule import Entry
from voting.rules.outcomes.ties import TieOrder


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project to be bought, by whom, at what rate, and the tie it won, if there was one."""

    place: int
    code: str
    cost_minor: int
    sale: Sale
    rate: Fraction
    tied: Sequence[str]
    settled_by: str


@dataclass(frozen=True, slots=True)
class _Bid:
    """A project whose price was just looked at, and within which bounds its rate (price for worth) lies."""

    place: int
    price: Bounds
    low: float
    high: float


class Run:
    """One run of the rule, in which every voter begins with the same share.

    `is_alike` says whether every share, from that of the purchases `before` to that of this run, buys the same so far.
    """

    def __init__(
        self,
        electorate: Electorate,
        worth: Sequence[int],
        share: Fraction,
        allowance: Allowance,
        ties: TieOrder,
        before: Sequence[Purchase] = (),
    ) -> None:
        self.purses = Purses(electorate, share)
        self.refused: dict[str, Entry] = {}
        self.is_alike = True
        self._before = iter(before)
        self._codes = electorate.profile.codes
        self._worth = worth
        self._allowance = allowance
        self._ties = ties
        # Prices only rise as purses empty, so an old one is a lower bound: only projects whose old price
        # could still be the lowest are looked at again.
        self._floors = [
            backers.cost_minor / backers.weight * (1 - 4 * ROUNDING) if backers.weight else inf
            for backers in electorate.backers
        ]
        self._costs = [backers.cost_minor for backers in electorate.backers]
        most = float(share) * (1 + 4 * ROUNDING)
        self._queue = [
            (self._floors[place] / worth[place], place)
            for place, backers in enumerate(electorate.backers)
            if backers.weight and backers.count * most >= backers.cost_minor
        ]
        heapify(self._queue)

    def purchases(self) -> Iterator[Purchase]:
        """Give each purchase before it is paid for, so that purses can still be seen as they were."""
        while (purchase := self._next()) is not None:
            yield purchase
            self.purses.pay(purchase.place, purchase.sale)
            self._allowance.take(purchase.code)

    def _next(self) -> Purchase | None:
        before = next(self._before, None)
        ceiling = float(before.rate) * (1 + 4 * ROUNDING) if before else 0.0
        while bids := self._look(ceiling):
            highest = max(ceiling, min(bid.high for bid in bids))
            for bid in bids:
                if bid.low > highest:
                    heappush(self._queue, (bid.low, bid.place))
            if purchase := self._choose([bid for bid in bids if bid.low <= highest], before):
                return purchase
        self.is_alike = self.is_alike and before is None
        return None

    def _look(self, ceiling: float) -> list[_Bid]:
        """Look at the projects whose rate could be the lowest, or not above a ceiling.

        Whatever is no longer affordable leaves the queue.
        """
        bids: list[_Bid] = []
        best = inf
        while self._queue and self._queue[0][0] <= max(best, ceiling):
            _, place = heappop(self._queue)
            price = self.purses.bounds(place, self._floors[place])
            if price is not None:
                self._floors[place] = price[0]
                worth = self._worth[place]
                bid = _Bid(place, price, price[0] / worth * (1 - 4 * ROUNDING), price[1] / worth * (1 + 4 * ROUNDING))
                bids.append(bid)
                best = min(best, bid.high)
        return bids

    def _choose(self, bids: Sequence[_Bid], before: Purchase | None) -> Purchase | None:
        """Choose the bid with the lowest exact rate that may be bought, and put the others back."""
        sales = {bid.place: sale for bid in bids if (sale := self.purses.sale(bid.place, bid.price))}
        rates = {place: sale.price / self._worth[place] for place, sale in sales.items()}
        best = min(rates.values(), default=Fraction(0))
        tied = {
            self._codes[place]: place for place, rate in rates.items() if rate == best and self._may_be_bought(place)
        }
        codes, settled_by = self._ties.sort([*tied]) if tied else ([""], "")
        for bid in bids:
            code = self._codes[bid.place]
            if bid.place in sales and code != codes[0] and code not in self.refused:
                heappush(self._queue, (bid.low, bid.place))
        if not tied:
            return None
        place = tied[codes[0]]
        self.is_alike = self.is_alike and before is not None and self._is_first(place, before, rates)
        return Purchase(place, codes[0], self._costs[place], sales[place], best, codes, settled_by)

    def _is_first(self, place: int, before: Purchase, rates: Mapping[int, Fraction]) -> bool:
        """Whether the project was bought before, at a rate below all others of now, or level with them and first.

        What may not be bought now may not be bought at any share between, for that follows from the purchases.
        """
        rivals = {
            self._codes[other]: rate
            for other, rate in rates.items()
            if other != place and rate <= before.rate and self._allowance.refusal(self._codes[other]) is None
        }
        return (
            before.place == place
            and all(rate == before.rate for rate in rivals.values())
            and self._ties.sort([before.code, *rivals])[0][0] == before.code
        )

    def _may_be_bought(self, place: int) -> bool:
        refusal = self._allowance.refusal(self._codes[place])
        if refusal is not None:
            self.refused[self._codes[place]] = {**refusal}
        return refusal is None
