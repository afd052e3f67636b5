"""The rules once more, as plainly as they can be said: every project looked at again before every purchase."""

from fractions import Fraction


def greedy(budget, costs, ballots, first, *, is_skipping=True, threshold=0, price=lambda cost: 1):
    """Walk down by score for its price; `first` gives the key that settles ties. `ballots` map codes to scores."""
    scores = {code: sum(ballot.get(code, 0) for ballot in ballots) for code in costs}
    winners = []
    for code in sorted(costs, key=lambda code: (Fraction(-scores[code], price(costs[code])), first(code))):
        if scores[code] < max(1, threshold):
            continue
        if costs[code] <= budget:
            winners.append(code)
            budget -= costs[code]
        elif not is_skipping:
            break
    return winners


def greedy_by_density(*election, **walk):
    return greedy(*election, **walk, price=lambda cost: cost)


def equal_shares(budget, costs, ballots, first, worth):
    """Buy at the lowest price for what a project is worth, until none is affordable; also each voter's rest."""
    purses = [Fraction(budget, len(ballots))] * len(ballots)
    winners = []
    while True:
        rates = {}
        for code in costs:
            payers = [voter for voter, ballot in enumerate(ballots) if code in ballot]
            if code not in winners and sum(purses[voter] for voter in payers) >= costs[code]:
                rates[code] = price(costs[code], [purses[voter] for voter in payers]) / worth(code)
        if not rates:
            return winners, purses
        bought = min(rates, key=lambda code: (rates[code], first(code)))
        winners.append(bought)
        asked = rates[bought] * worth(bought)
        purses = [
            purse - min(purse, asked) if bought in ballot else purse
            for purse, ballot in zip(purses, ballots, strict=True)
        ]


def price(cost, purses):
    """Find the least price at which these purses raise the cost, poorest first."""
    for place, purse in enumerate(sorted(purses)):
        share = Fraction(cost) / (len(purses) - place)
        if purse >= share:
            return share
        cost -= purse
    raise AssertionError("the purses hold too little")


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
