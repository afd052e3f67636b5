"""How final a result is. Every page, file and answer asks this one function."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from city.rules.phases import Stretch


class State(StrEnum):
    """From no result at all to one that nobody can connect with voters any more."""

    UNCOUNTED = "uncounted"
    PROVISIONAL = "provisional"
    UNDER_CHALLENGE = "under_challenge"
    CERTIFIED = "certified"
    KEY_DESTROYED = "key_destroyed"
    CANCELLED = "cancelled"
    IMPORTED = "imported"


@dataclass(frozen=True)
class Certainty:
    """A state, since when where that is one moment, and until when people may object where they may now."""

    state: State
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What decides: whether there is a count, whose it is, what officials did and when, and the time to object."""

    is_imported: bool
    is_counted: bool
    certified_at: datetime | None
    key_destroyed_at: datetime | None
    cancelled_at: datetime | None
    challenging: Stretch | None


def certainty(facts: Facts, now: datetime) -> Certainty:
    """How final the result with these facts is at `now`."""
    if facts.is_imported:
        return Certainty(State.IMPORTED)
    if facts.cancelled_at:
        return Certainty(State.CANCELLED, since=facts.cancelled_at)
    if facts.certified_at:
        gone = facts.key_destroyed_at
        return Certainty(State.KEY_DESTROYED, since=gone) if gone else Certainty(State.CERTIFIED, facts.certified_at)
    if not facts.is_counted:
        return Certainty(State.UNCOUNTED)
    if facts.challenging and facts.challenging.is_open(now):
        return Certainty(State.UNDER_CHALLENGE, until=facts.challenging.closes_at)
    return Certainty(State.PROVISIONAL)
