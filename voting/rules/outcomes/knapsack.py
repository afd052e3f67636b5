"""The best set of projects there is, found exactly: by dynamic programming over sets that nothing beats.

Projects are looked at one after the other. Of two sets of those looked at, the one that costs no more and is worth
no less beats the other, as long as both leave the same to choose from. A set is also dropped where the best that
could be added to it, were parts of projects allowed, stays behind what is known to be possible; that bound is a
float with a margin, and only ever drops what is clearly behind. Of equally good sets the one with the earlier
project wins, at the first difference.

Sources: Nemhauser and Ullmann, Management Science, 1969; for the bound Dantzig, Operations Research, 1957.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from voting.rules.outcomes.profile import SAFE, Numbers

BITS = 62
MARGIN = 1e-9
NO_CAP = -1


@dataclass(frozen=True, slots=True)
class Problem:
    """What to choose from, the preferred first where sets are equally good.

    `groups` are the places of the items' caps in `caps`, or NO_CAP; of each of the `pairs` of places at most one
    is chosen. Every item costs and is worth more than nothing. `unlike` is a set that does not count as found.
    """

    budget: int
    costs: Sequence[int]
    values: Sequence[int]
    groups: Sequence[int]
    caps: Sequence[int] = ()
    pairs: Sequence[tuple[int, int]] = ()
    unlike: Collection[int] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Sets:
    """Sets of items: what each costs, is worth and spends under the cap that is open, and its items as bits."""

    costs: Numbers
    values: Numbers
    spends: Numbers
    items: Numbers

    def those(self, chosen: Numbers) -> "_Sets":
        return _Sets(self.costs[chosen], self.values[chosen], self.spends[chosen], self.items[chosen])

    def and_with(self, other: "_Sets") -> "_Sets":
        return _Sets(
            np.concatenate((self.costs, other.costs)),
            np.concatenate((self.values, other.values)),
            np.concatenate((self.spends, other.spends)),
            np.concatenate((self.items, other.items)),
        )


def best(problem: Problem, at_least: int = 0) -> list[int] | None:
    """Choose the best set, its places sorted; None where none is worth `at_least` so much."""
    return _Search(problem, at_least).run()


class _Search:
    def __init__(self, problem: Problem, at_least: int) -> None:
        self._problem = problem
        self._count = len(problem.costs)
        self._words = -(-self._count // BITS) or 1
        self._excluded = self._bits_of_pairs()
        self._at_least = at_least
        # What is known to be possible; the set that does not count is no such knowledge.
        self._known = at_least if problem.unlike is not None else max(at_least, self._greedy())
        self._sure, doubtful = self._settle()
        self._order = sorted(doubtful, key=self._turn)
        self._caps = [
            cap - sum(problem.costs[place] for place in self._sure if problem.groups[place] == group)
            for group, cap in enumerate(problem.caps)
        ]

    def _settle(self) -> tuple[list[int], list[int]]:
        """Find the items that must be in any set that is good enough, and those that may be."""
        problem = self._problem
        costs, values = np.array(problem.costs, np.float64), np.array(problem.values, np.float64)
        order = np.argsort(-values / costs, kind="stable")
        sums = np.cumsum(costs[order])
        last = int(np.searchsorted(sums, problem.budget, side="right"))
        if last == len(order):
            return [], [*range(self._count)]
        rate = values[order[last]] / costs[order[last]]
        gains = values - rate * costs
        # At this price for money the best there could be, were everything else free to choose.
        most = gains[gains > 0].sum() + rate * problem.budget
        is_settled = most - np.abs(gains) < self._known - MARGIN * most
        return np.flatnonzero(is_settled & (gains > 0)).tolist(), np.flatnonzero(~is_settled).tolist()

    def _turn(self, place: int) -> tuple[bool, int, float, int]:
        """Capped groups come first, one after the other; in each the worth for its cost decides.

        Any order within a group finds the same set, so a float will do.
        """
        problem = self._problem
        group = problem.groups[place]
        return group == NO_CAP, group, -problem.values[place] / problem.costs[place], place

    def run(self) -> list[int] | None:
        sets = self._sure_set()
        for turn, place in enumerate(self._order):
            group = self._problem.groups[place]
            if turn and group != self._problem.groups[self._order[turn - 1]]:
                sets = replace(sets, spends=np.zeros_like(sets.spends))
            sets = sets.and_with(self._with(sets, place, group))
            sets = self._promising(sets, self._order[turn + 1 :])
            sets = self._unbeaten(sets, self._order[turn + 1 :], group)
        if self._problem.unlike is not None:
            sets = sets.those(self._is_unlike(sets, range(self._count)))
        if not len(sets.costs) or sets.values.max() < self._at_least:
            return None
        found = sets.items[self._ranks(sets).argmax()].tolist()
        return [place for place in range(self._count) if found[place // BITS] >> (BITS - 1 - place % BITS) & 1]

    def _sure_set(self) -> _Sets:
        """The set of items that are in any good set; none where they cannot stand together."""
        problem, sure = self._problem, self._sure
        kind = np.int64 if sum(problem.values) < SAFE else object
        costs = np.array([sum(problem.costs[place] for place in sure)], np.int64)
        values = np.array([sum(problem.values[place] for place in sure)], kind)
        sets = _Sets(costs, values, np.zeros(1, np.int64), self._bits(sure)[np.newaxis])
        stands = int(costs[0]) <= problem.budget and min(self._caps, default=0) >= 0
        is_free = not any({*pair} <= {*sure} for pair in problem.pairs)
        return sets.those(np.array([stands and is_free]))

    def _with(self, sets: _Sets, place: int, group: int) -> _Sets:
        """Add an item to each set that can hold it."""
        cost = self._problem.costs[place]
        fits = sets.costs <= self._problem.budget - cost
        if group != NO_CAP:
            fits &= sets.spends <= self._caps[group] - cost
        if place in self._excluded:
            fits &= ~(sets.items & self._excluded[place]).any(axis=1)
        held = sets.those(fits)
        spends = held.spends if group == NO_CAP else held.spends + cost
        items = held.items | self._bits([place])
        return _Sets(held.costs + cost, held.values + self._problem.values[place], spends, items)

    def _promising(self, sets: _Sets, rest: Sequence[int]) -> _Sets:
        """Keep the sets that may still become the best."""
        costs, values = self._relaxed(rest)
        most = sets.values.astype(np.float64) + np.interp(self._problem.budget - sets.costs, costs, values)
        if self._problem.unlike is None:
            self._known = max(self._known, int(sets.values.max(initial=0)))
        return sets.those(most >= self._known * (1 - MARGIN))

    def _relaxed(self, rest: Sequence[int]) -> tuple[Numbers, Numbers]:
        """What the rest costs and is worth, summed up from the best worth for its cost, a cap cutting items."""
        left = dict(enumerate(self._caps))
        pieces = []
        for place in rest:
            cost, group = self._problem.costs[place], self._problem.groups[place]
            part = min(cost, left.get(group, cost))
            if group in left:
                left[group] -= part
            if part:
                pieces.append((self._problem.values[place] / cost, part))
        pieces.sort(reverse=True)
        costs = np.cumsum([0, *(part for _, part in pieces)])
        return costs.astype(np.float64), np.cumsum([0.0, *(rate * part for rate, part in pieces)])

    def _unbeaten(self, sets: _Sets, rest: Sequence[int], group: int) -> _Sets:
        """Keep the sets that no other beats."""
        ranks = self._ranks(sets)
        keys = [-ranks, sets.costs, *self._what_matters(sets, rest, group)]
        order = np.lexsort(keys)
        classes = np.zeros(len(order), np.int64)
        for key in keys[2:]:
            ordered = key[order]
            classes[1:] |= ordered[1:] != ordered[:-1]
        scale = np.cumsum(classes) * (len(order) + 1) + ranks[order] + 1
        before = np.concatenate(([0], np.maximum.accumulate(scale)[:-1]))
        return sets.those(order[scale > before])

    def _what_matters(self, sets: _Sets, rest: Sequence[int], group: int) -> Iterator[Numbers]:
        """What of a set decides what can still be added to it, besides its cost."""
        if rest and group != NO_CAP and self._problem.groups[rest[0]] == group:
            yield sets.spends
        if self._problem.unlike is None and not self._problem.pairs:
            return
        ahead = {*rest}
        if self._problem.unlike is not None:
            yield self._is_unlike(sets, [place for place in range(self._count) if place not in ahead])
        open_pairs = {one for pair in self._problem.pairs for one in pair if not {*pair} - {one} - ahead}
        mask = self._bits(sorted(open_pairs))
        for word in np.flatnonzero(mask).tolist():
            yield sets.items[:, word] & mask[word]

    def _is_unlike(self, sets: _Sets, seen: Sequence[int]) -> Numbers:
        mask = self._bits(seen)
        differs: Numbers = (sets.items & mask) != (self._bits([*(self._problem.unlike or ())]) & mask)
        return np.asarray(differs.any(axis=1))

    def _ranks(self, sets: _Sets) -> Numbers:
        """Rank the sets: the more they are worth the higher, then the earlier the first item that differs."""
        worth = np.unique(sets.values, return_inverse=True)[1]
        order = np.lexsort([*sets.items.T[::-1], worth])
        ranks = np.empty_like(order)
        ranks[order] = np.arange(len(order))
        return ranks

    def _bits(self, places: Sequence[int]) -> Numbers:
        words = [0] * self._words
        for place in places:
            words[place // BITS] |= 1 << (BITS - 1 - place % BITS)
        return np.array(words, np.int64)

    def _bits_of_pairs(self) -> dict[int, Numbers]:
        partners: dict[int, list[int]] = {}
        for one, other in self._problem.pairs:
            partners.setdefault(one, []).append(other)
            partners.setdefault(other, []).append(one)
        return {place: self._bits(others) for place, others in partners.items()}

    def _greedy(self) -> int:
        """What can be had at once: by worth for the cost, whatever still fits."""
        problem = self._problem
        left, caps, worth = problem.budget, [*problem.caps], 0
        chosen: set[int] = set()
        for place in sorted(range(self._count), key=lambda place: self._turn(place)[2:]):
            cost, group = problem.costs[place], problem.groups[place]
            is_free = not any(place in pair and chosen & {*pair} for pair in problem.pairs)
            if is_free and cost <= left and (group == NO_CAP or cost <= caps[group]):
                left -= cost
                worth += problem.values[place]
                chosen.add(place)
                if group != NO_CAP:
                    caps[group] -= cost
        return worth
