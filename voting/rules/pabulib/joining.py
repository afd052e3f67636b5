"""Several files as one round: the districts of a city."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from voting.rules.contest import Contest, Limits
from voting.rules.pabulib.election import Election


@dataclass(frozen=True, slots=True)
class Joined:
    """What is one for the whole round; `limits` is None where the files differ in it."""

    currency: str
    kind: str
    scoring: tuple[int, ...]
    limits: Limits | None
    begins_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Clash:
    """Why files cannot be one round: a code, the two places, and a number where the code has one.

    `currencies`, `kinds`, `same_place`, `repeated_projects` (how many).
    """

    code: str
    places: tuple[str, str]
    number: int = 0


def clashes(elections: Sequence[Election]) -> list[Clash]:
    """Find what keeps the elections from being one round, at most one clash a pair."""
    found = (_clash(one, other) for one, other in combinations(elections, 2))
    return [clash for clash in found if clash]


def _clash(one: Election, other: Election) -> Clash | None:
    places = (one.place or one.meta["unit"], other.place or other.meta["unit"])
    if one.contest.currency != other.contest.currency:
        return Clash("currencies", places)
    if len({_plain_kind(one.contest), _plain_kind(other.contest)}) > 1:
        return Clash("kinds", places)
    if (one.meta["unit"], one.place) == (other.meta["unit"], other.place):
        return Clash("same_place", places)
    repeated = {*one.contest.projects.values()} & {*other.contest.projects.values()}
    return Clash("repeated_projects", places, len(repeated)) if repeated else None


def _plain_kind(contest: Contest) -> tuple[str, tuple[int, ...]]:
    """A knapsack is an approval within a sum, choosing one an approval of one: districts may differ in that."""
    kind = "approval" if contest.kind in {"choose-one", "knapsack"} else contest.kind
    return kind, contest.scoring


def join(elections: Sequence[Election]) -> Joined:
    """Find what elections without clashes have in common."""
    contests = [election.contest for election in elections]
    kinds = {contest.kind for contest in contests}
    limits = {_limits(contest) for contest in contests}
    return Joined(
        currency=contests[0].currency,
        kind=kinds.pop() if len(kinds) == 1 else "approval",
        scoring=contests[0].scoring,
        limits=limits.pop() if len(limits) == 1 else None,
        begins_on=min(election.begins_on for election in elections),
        ends_on=max(election.ends_on for election in elections),
    )


def _limits(contest: Contest) -> Limits:
    """Give a contest's limits, no wider than its ballot: no more choices than projects, no sum beyond its envelope."""
    limits, most = contest.limits, len(contest.projects)
    is_wide = contest.kind != "choose-one" and limits.max_choices is not None and limits.max_choices >= most
    is_envelope = contest.kind == "knapsack" and limits.max_spend_minor == contest.envelope_minor
    return replace(
        limits,
        min_choices=min(limits.min_choices, most),
        max_choices=None if is_wide else limits.max_choices,
        max_spend_minor=None if is_envelope else limits.max_spend_minor,
    )
