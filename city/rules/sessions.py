"""How long a sign-in lasts, and how fresh it has to be for what cannot be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limits:
    """A sign-in ends `idle` after the last click, known to `noted`, and `absolute` after the first."""

    idle: timedelta
    absolute: timedelta
    noted: timedelta


# Residents are noted once a day: closer than that, it would tell when somebody voted.
RESIDENT = Limits(idle=timedelta(days=7), absolute=timedelta(days=30), noted=timedelta(days=1))
OFFICIAL = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12), noted=timedelta(minutes=1))
FRESH = timedelta(minutes=10)


def is_over(limits: Limits, *, began_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a sign-in that began and was last seen then has ended by `now`."""
    return now - began_at >= limits.absolute or now - seen_at >= limits.idle


def is_to_note(limits: Limits, *, seen_at: datetime, now: datetime) -> bool:
    """Whether it is time to write down again that the person is there."""
    return now - seen_at >= limits.noted


def noted(limits: Limits, *, began_at: datetime, now: datetime) -> datetime:
    """When the person was last seen, no closer than may be kept."""
    return began_at + (now - began_at) // limits.noted * limits.noted


def is_fresh(confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether somebody showed recently enough that it is them, to do what cannot be taken back."""
    return confirmed_at is not None and now - confirmed_at < FRESH
