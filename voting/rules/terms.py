"""The terms of a vote as officials set them before the freeze: what goes together, and what does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from city.rules.phases import PhaseKind

LEAST_MIXED = 10
MOST_MIXED = 1_000
OLDEST = 120
# What cannot begin before something else is over.
AFTER = (
    (PhaseKind.VOTING, PhaseKind.PROPOSING),
    (PhaseKind.CHALLENGING, PhaseKind.VOTING),
    (PhaseKind.DELIVERING, PhaseKind.VOTING),
)


class Season(NamedTuple):
    """A stretch of a round as it is to be (UTC)."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Draft:
    """The terms to be. Money is in minor units; None is no limit.

    `purses` are the envelopes by the code of their district, `seasons` the dates by the kind of phase; both are whole:
    what they do not name, the round will not have.
    """

    kind: str
    min_choices: int = 0
    max_choices: int | None = None
    min_spend_minor: int = 0
    max_spend_minor: int | None = None
    points: int | None = None
    max_points_each: int | None = None
    scoring: Sequence[int] = ()
    may_vote_in: str = "home"
    may_vote_in_count: int = 1
    min_level: int = 1
    min_age: int = 0
    postcodes: Sequence[str] = ()
    visibility: str = "live"
    k: int = LEAST_MIXED
    seasons: Mapping[PhaseKind, Season] = field(default_factory=dict)
    purses: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One thing that does not go together, the field it is about, and the numbers that say how."""

    code: str
    about: str
    numbers: Mapping[str, int] = field(default_factory=dict)


def settled(draft: Draft) -> Draft:
    """The terms without what their kind of ballot does not have."""
    is_one, is_points = draft.kind == "choose-one", draft.kind == "points"
    return replace(
        draft,
        min_choices=min(draft.min_choices, 1) if is_one else draft.min_choices,
        max_choices=1 if is_one else draft.max_choices,
        points=draft.points if is_points else None,
        max_points_each=draft.max_points_each if is_points else None,
        scoring=draft.scoring if draft.kind == "ranking" else (),
        may_vote_in_count=draft.may_vote_in_count if draft.may_vote_in == "any" else 1,
    )


def faults(draft: Draft) -> list[Fault]:
    """Everything at once that does not go together."""
    return [*_of_ballot(draft), *_of_voters(draft), *_of_dates(draft.seasons)]


def _of_ballot(draft: Draft) -> Iterator[Fault]:
    if draft.max_choices is not None and draft.max_choices < max(draft.min_choices, 1):
        yield Fault("too_few_choices", "max_choices", {"least": max(draft.min_choices, 1)})
    if draft.max_spend_minor is not None and draft.max_spend_minor < draft.min_spend_minor:
        yield Fault("too_little_spend", "max_spend_minor")
    if draft.kind == "points" and not draft.points:
        yield Fault("no_points", "points")
    if draft.points and draft.max_points_each and draft.max_points_each > draft.points:
        yield Fault("too_many_points", "max_points_each", {"points": draft.points})
    if any(value <= 0 for value in draft.scoring) or sorted(draft.scoring, reverse=True) != [*draft.scoring]:
        yield Fault("no_scoring", "scoring")
    if draft.min_spend_minor and any(purse < draft.min_spend_minor for purse in draft.purses.values()):
        yield Fault("too_much_spend", "min_spend_minor")


def _of_voters(draft: Draft) -> Iterator[Fault]:
    if not 1 <= draft.may_vote_in_count <= max(len(draft.purses), 1):
        yield Fault("no_such_count", "may_vote_in_count", {"most": max(len(draft.purses), 1)})
    if draft.min_age > OLDEST:
        yield Fault("too_old", "min_age", {"most": OLDEST})
    if not LEAST_MIXED <= draft.k <= MOST_MIXED:
        yield Fault("no_mix", "k", {"least": LEAST_MIXED, "most": MOST_MIXED})


def _of_dates(seasons: Mapping[PhaseKind, Season]) -> Iterator[Fault]:
    for kind, season in seasons.items():
        if season.closes_at <= season.opens_at:
            yield Fault("closes_before", f"{kind}_closes_at")
    for later, earlier in AFTER:
        if later in seasons and earlier in seasons and seasons[later].opens_at < seasons[earlier].closes_at:
            yield Fault(f"before_{earlier}", f"{later}_opens_at")
