"""The rules once more, as plainly as they can be said: every project looked at again before every purchase."""

from fractions import Fraction


def greedy(budget, costs, ballots, first, *, is_skipping=True, threshold=0, price=lambda cost: 1, bought=()):
    """Walk down by score for its price; `first` gives the key that settles ties. `ballots` map codes to scores."""
    scores = {code: sum(ballot.get(code, 0) for ballot in ballots) for code in costs}
    winners = []
    for code in sorted(costs, key=lambda code: (Fraction(-scores[code], price(costs[code])), first(code))):
        if scores[code] < max(1, threshold) or code in bought:
            continue
        if costs[code] <= budget:
            winners.append(code)
            budget -= costs[code]
        elif not is_skipping:
            break
    return winners


def greedy_by_density(*election, **walk):
    return greedy(*election, **walk, price=lambda cost: cost)


def equal_shares(share, costs, ballots, first, worth, points):
    """Buy at the lowest price for what a project is worth, until none is affordable; also each voter's rest.

    Every voter begins with the same share; `points(score)` is how many times the price a voter pays.
    """
    purses = [Fraction(share)] * len(ballots)
    winners = []
    while True:
        prices = {}
        for code in costs:
            payers = [(purses[voter], points(ballot[code])) for voter, ballot in enumerate(ballots) if code in ballot]
            if code not in winners and payers and sum(purse for purse, _ in payers) >= costs[code]:
                prices[code] = price(costs[code], payers)
        if not prices:
            return winners, purses
        bought = min(prices, key=lambda code: (prices[code] / worth(code), first(code)))
        winners.append(bought)
        purses = [
            purse - min(purse, prices[bought] * points(ballot[bought])) if bought in ballot else purse
            for purse, ballot in zip(purses, ballots, strict=True)
        ]


def price(cost, payers):
    """Find the least price of a point at which these purses raise the cost, the poorest for their points first."""
    payers = sorted(payers, key=lambda payer: payer[0] / payer[1])
    for place, (purse, points) in enumerate(payers):
        each = Fraction(cost) / sum(points for _, points in payers[place:])
        if purse >= each * points:
            return each
        cost -= purse
    raise AssertionError("the purses hold too little")


def add1(start, increment, budget, costs, ballots, buy, *, is_exhaustive):
    """Raise the share for as long as what `buy` gives for it stays within the budget."""
    wanted = {code for code in costs if any(code in ballot for ballot in ballots)}
    share, winners = start, buy(start)
    while wanted - {*winners}:
        left = budget - sum(costs[code] for code in winners)
        if is_exhaustive and all(costs[code] > left for code in wanted - {*winners}):
            break
        more = buy(share + increment)
        if sum(costs[code] for code in more) > budget:
            break
        share, winners = share + increment, more
    return share, winners


def phragmen(budget, costs, ballots, first, *, is_stopped):
    """Give all voters money at the same speed; who can pay first buys. `is_stopped` at what breaks the budget."""
    purses, now, winners = [Fraction(0)] * len(ballots), Fraction(0), []
    waiting = {code for code in costs if any(code in ballot for ballot in ballots)}
    while waiting:
        moments = {}
        for code in waiting:
            payers = [voter for voter, ballot in enumerate(ballots) if code in ballot]
            moments[code] = now + (costs[code] - sum(purses[voter] for voter in payers)) / len(payers)
        code = min(moments, key=lambda code: (moments[code], first(code)))
        waiting.remove(code)
        if costs[code] > budget:
            if is_stopped:
                break
            continue
        purses = [
            Fraction(0) if code in ballot else purse + moments[code] - now
            for purse, ballot in zip(purses, ballots, strict=True)
        ]
        now = moments[code]
        budget -= costs[code]
        winners.append(code)
    return winners
