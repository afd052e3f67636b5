"""Knapsack: approval by someone who spends the envelope; the projects may not cost more than it holds."""

from voting.rules.ballots import approval
from voting.rules.ballots.checks import spend_faults, strings
from voting.rules.ballots.fault import Fault
from voting.rules.ballots.kind import BallotKind
from voting.rules.contest import Contest


def faults(choices: object, contest: Contest) -> list[Fault]:
    found = approval.faults(choices, contest)
    if contest.limits.max_spend_minor is None and isinstance(choices, list):
        over = spend_faults(strings(choices), contest, contest.envelope_minor)
        found += [fault for fault in over if fault.code == "over_budget"]
    return found


KNAPSACK = BallotKind("knapsack", faults, approval.canonical, approval.scores, approval.marks, approval.marked)
