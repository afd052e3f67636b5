"""Choose one: approval of a single project."""

from dataclasses import replace

from voting.rules.ballots import approval
from voting.rules.ballots.fault import Fault
from voting.rules.ballots.kind import BallotKind
from voting.rules.contest import Contest


def faults(choices: object, contest: Contest) -> list[Fault]:
    return approval.faults(choices, replace(contest, limits=replace(contest.limits, max_choices=1)))


CHOOSE_ONE = BallotKind("choose-one", faults, approval.canonical, approval.scores, approval.marks, approval.marked)
