"""Acts that take two people: what becomes of a case, and when it is too late to decide it."""

from datetime import datetime, timedelta
from enum import StrEnum

LASTS = timedelta(days=7)


class Status(StrEnum):
    """How a case stands. `expired` is never stored: it follows from the date."""

    PENDING = "pending"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def status_at(stored: Status, expires_at: datetime, now: datetime) -> Status:
    """How a case stands at `now`."""
    return Status.EXPIRED if stored is Status.PENDING and now >= expires_at else stored
