"""The rules once more, as plainly as they can be said: every project looked at again before every purchase."""

from fractions import Fraction


def greedy(budget, costs, ballots, first):
    """Walk down by score; `first` gives the key that settles ties. `ballots` map codes to scores."""
    scores = {code: sum(ballot.get(code, 0) for ballot in ballots) for code in costs}
    winners = []
    for code in sorted(costs, key=lambda code: (-scores[code], first(code))):
        if scores[code] and costs[code] <= budget:
            winners.append(code)
            budget -= costs[code]
    return winners


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
