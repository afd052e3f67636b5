"""How an outcome treats groups of its voters: who is served how well, and whether any group has a claim to more.

`fairness` gives, besides the figures of metrics.py, as JSON:

- "choosers": voters with two or more choices; "excluded_choosers" of them have none funded, "excluded_choosers_ratio"
- "funded_choices_of_voters": how many voters have 0, 1, 2 … funded choices
- "money": what a voter's funded choices cost together: the "mean", in minor units, and "bars": [from, to, voters],
  the first for voters with nothing, the others equally wide
- "categories": {name: {"votes", "votes_share", "spent", "spent_share"}}; a project of several categories counts in each
- "claims": {"cost": claim, "cardinality": claim}, a claim being null where EJR+ up to any project holds, else
  {"project", "voters", "share", "cost", "funded"}: that many supporters hold that share of the budget, enough for
  the project on top of what is funded for each of them, which is "funded" at most (as cost, or as a number)

A group has a claim to an unfunded project where its part of the budget covers, for each of its members, what is
funded of their choices and the project. Projects that a constraint of the city keeps out give no claim.

Source: Brill and Peters, Robust and Verifiable Proportionality Axioms for Multiwinner Voting, EC 2023.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.metrics import ratio
from voting.rules.outcomes.profile import SAFE, Numbers, Profile

BARS = 10


def fairness(profile: Profile, winners: Collection[str]) -> dict[str, Any]:
    """Measure an outcome; the figures are named above."""
    costs = np.array([profile.projects[code].cost_minor for code in profile.codes], np.int64)
    is_funded = np.array([code in winners for code in profile.codes], np.int64)
    funded = profile.ballots.sums(is_funded[profile.ballots.columns])
    money = profile.ballots.sums((is_funded * costs)[profile.ballots.columns])
    chosen = np.diff(profile.ballots.starts)
    choosers = int(profile.sizes[chosen > 1].sum())
    excluded = int(profile.sizes[(chosen > 1) & (funded == 0)].sum())
    histogram = np.bincount(funded, weights=profile.sizes, minlength=1)
    return {
        "choosers": choosers,
        "excluded_choosers": excluded,
        "excluded_choosers_ratio": ratio(excluded, choosers),
        "funded_choices_of_voters": histogram.astype(np.int64).tolist(),
        "money": _spread(money, profile.sizes),
        "categories": _by_category(profile, winners),
        "claims": {
            "cost": _claim(profile, winners, money, is_cost=True),
            "cardinality": _claim(profile, winners, funded, is_cost=False),
        },
    }


def _spread(money: Numbers, sizes: Numbers) -> dict[str, Any]:
    voters, most = int(sizes.sum()), int(money.max(initial=0))
    mean = round(sum(map(int, money * sizes)) / voters) if voters else 0
    bars = [[0, 0, int(sizes[money == 0].sum())]]
    width = -(-most // BARS)
    for start in range(0, most, width or 1):
        inside = (money > start) & (money <= start + width)
        bars.append([start, start + width, int(sizes[inside].sum())])
    return {"mean": mean, "bars": bars}


def _by_category(profile: Profile, winners: Collection[str]) -> dict[str, dict[str, Any]]:
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    all_votes = all_spent = 0
    for code, votes in profile.votes().items():
        spent = profile.projects[code].cost_minor if code in winners else 0
        all_votes, all_spent = all_votes + votes, all_spent + spent
        for name in profile.projects[code].category.split(","):
            sums[name] = sums[name][0] + votes, sums[name][1] + spent
    return shares(dict(sorted(sums.items())), all_votes, all_spent)


def shares(sums: Mapping[str, tuple[int, int]], all_votes: int, all_spent: int) -> dict[str, dict[str, Any]]:
    """Set votes and spending of each part beside their shares of all."""
    return {
        name: {
            "votes": votes,
            "votes_share": ratio(votes, all_votes),
            "spent": spent,
            "spent_share": ratio(spent, all_spent),
        }
        for name, (votes, spent) in sums.items()
    }


def _claim(profile: Profile, winners: Collection[str], funded: Numbers, *, is_cost: bool) -> dict[str, Any] | None:
    """Find the strongest claim of a group of voters with this much funded each; None where nobody has one."""
    allowance = Allowance(profile, None)
    for code in winners:
        allowance.take(code)
    best: tuple[int, dict[str, Any]] | None = None
    for place, code in enumerate(profile.codes):
        if code in winners or allowance.refusal(code):
            continue
        found = _claim_to(profile, place, funded, is_cost=is_cost)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else None


def _claim_to(profile: Profile, place: int, funded: Numbers, *, is_cost: bool) -> tuple[int, dict[str, Any]] | None:
    """Find the group with the strongest claim to a project: the supporters with the least funded, so many of them."""
    code, budget, voters = profile.codes[place], profile.budget_minor, profile.voters
    cost = profile.projects[code].cost_minor
    groups = profile.backing.row(place)[0]
    groups = groups[np.argsort(funded[groups], kind="stable")]
    kind = np.int64 if max(budget, cost) * (len(profile.codes) + 1) * max(voters, 1) < SAFE else object
    least, members = funded[groups].astype(kind), np.cumsum(profile.sizes[groups]).astype(kind)
    needed = (least + cost if is_cost else (least + 1) * cost) * voters
    over = members * budget - needed
    if not len(over) or over.max() < 0:
        return None
    last = int(over.argmax())
    size = int(members[last])
    claim = {
        "project": code,
        "voters": size,
        "share": size * budget // voters,
        "cost": cost,
        "funded": int(least[last]),
    }
    return int(over[last]), claim
