"""Ranking: the projects a voter is for, the dearest to them first."""

from collections.abc import Mapping
from dataclasses import replace

from voting.rules.ballots import approval
from voting.rules.ballots.fault import Fault
from voting.rules.ballots.kind import BallotKind
from voting.rules.contest import Contest


def places(contest: Contest) -> int | None:
    """How many projects a ballot may put in order: no more than the scoring vector has numbers; None: any number."""
    limits = [limit for limit in (contest.limits.max_choices, len(contest.scoring) or None) if limit is not None]
    return min(limits, default=None)


def faults(choices: object, contest: Contest) -> list[Fault]:
    """As for an approval, with as many choices as there are places."""
    return approval.faults(choices, replace(contest, limits=replace(contest.limits, max_choices=places(contest))))


def canonical(choices: list[str]) -> list[str]:
    """Keep the order of preference."""
    return [*dict.fromkeys(choices)]


def scores(choices: list[str], contest: Contest) -> dict[str, int]:
    """Score by place: the round's scoring vector, else the last place 1 and each higher place one more.

    Places are those of the ballot as cast: a project withdrawn later leaves its place empty.
    """
    vector = contest.scoring or range(len(choices), 0, -1)
    placed = zip(choices, vector, strict=False)
    return {code: points for code, points in placed if points and contest.has_open(code)}


def marks(choices: list[str]) -> dict[str, int]:
    return {code: place for place, code in enumerate(choices, start=1)}


def marked(marks: Mapping[str, int]) -> list[str]:
    """In the order of their places; a place that is left out is closed up."""
    return sorted(marks, key=marks.__getitem__)


RANKING = BallotKind("ranking", faults, canonical, scores, marks, marked, is_numbered=True)
