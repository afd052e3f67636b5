"""Telling a new city, on the server's console, how it gets its first officers."""

from datetime import datetime

from django.conf import settings
from django.db import Error as DatabaseError
from django.urls import reverse

from city.actions.first_run import open_first_run
from city.queries.first_run import has_open_link, officers


def address(now: datetime) -> str:
    """A new link, whole. Raises Refused where there are officers already."""
    return f"{settings.BASE_URL}{reverse('city:first_run', args=[open_first_run(actor=None, now=now)])}"


def words(now: datetime) -> str:
    """What a server says when it starts: a link where the city has no officer yet and none was made; else nothing."""
    try:
        if officers() or has_open_link(now):
            return ""
        return f"This city has no officer yet. Two people open this within 24 hours:\n  {address(now)}"
    except DatabaseError:
        return ""  # the server starts all the same, and its pages say what is wrong
