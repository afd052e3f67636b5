"""The first officers of a new city: two people, by one link, within a day."""

from datetime import datetime, timedelta

OFFICERS = 2  # whatever needs two officers needs two people from the start
GOOD_FOR = timedelta(hours=24)


def is_open(officers: int, made_at: datetime, now: datetime) -> bool:
    """Whether a link made then still makes officers, in a city that has this many."""
    return officers < OFFICERS and now - made_at < GOOD_FOR
