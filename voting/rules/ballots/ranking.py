"""Ranking: the projects a voter is for, the dearest to them first."""

from dataclasses import replace

from voting.rules.ballots import approval
from voting.rules.ballots.fault import Fault
from voting.rules.ballots.kind import BallotKind
from voting.rules.contest import Contest


def faults(choices: object, contest: Contest) -> list[Fault]:
    """As for an approval; no more places than the scoring vector has, where the round sets one."""
    limits, places = contest.limits, len(contest.scoring)
    if places and (limits.max_choices is None or limits.max_choices > places):
        contest = replace(contest, limits=replace(limits, max_choices=places))
    return approval.faults(choices, contest)


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


RANKING = BallotKind("ranking", faults, canonical, scores)
