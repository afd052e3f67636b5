"""Approval: the projects a voter is for, all alike."""

from collections.abc import Mapping

from voting.rules.ballots.checks import code_faults, length_faults, shape_faults, spend_faults, strings
from voting.rules.ballots.fault import Fault
from voting.rules.ballots.kind import BallotKind
from voting.rules.contest import Contest


def faults(choices: object, contest: Contest) -> list[Fault]:
    if broken := shape_faults(choices, contest):
        return broken
    assert isinstance(choices, list)
    codes = strings(choices)
    return [
        *code_faults(choices, contest),
        *length_faults(len(set(codes)), contest),
        *spend_faults(codes, contest, contest.limits.max_spend_minor),
    ]


def canonical(choices: list[str]) -> list[str]:
    """Sort by code point."""
    return sorted(set(choices))


def scores(choices: list[str], contest: Contest) -> dict[str, int]:
    """Count one vote for each project named."""
    return {code: 1 for code in choices if contest.has_open(code)}


def marks(choices: list[str]) -> dict[str, int]:
    return dict.fromkeys(choices, 1)


def marked(marks: Mapping[str, int]) -> list[str]:
    return [*marks]


APPROVAL = BallotKind("approval", faults, canonical, scores, marks, marked)
