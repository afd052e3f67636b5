"""The recount that runs beside the count, in a process of its own."""

import logging
import select
import sys
import time
from collections.abc import Callable
from datetime import datetime

from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils import timezone

from voting.actions.checking import check
from voting.queries.watched import recounted

logger = logging.getLogger(__name__)
EVERY_SECONDS = 60.0


def check_all(now: datetime) -> list[str]:
    """Recount every round whose result is not final; the faults, each with the round it is in."""
    return [f"{round.slug}: {fault}" for round in recounted(now) for fault in check(now=now, round=round)]


def run(is_over: Callable[[float], bool]) -> None:
    """Recount each minute until `is_over(seconds)`, which waits; a longer recount is given as long a rest."""
    took = 0.0
    while not is_over(max(EVERY_SECONDS - took, took)):
        started = time.monotonic()
        try:
            check_all(timezone.now())
        except DatabaseError:
            logger.exception("the recount failed and will be tried again")
        finally:
            close_old_connections()
        took = time.monotonic() - started


def is_asked_to_end(seconds: float) -> bool:
    """Wait; whether standard input has ended, which the process that started this one holds open while it lives."""
    ended, _, _ = select.select([sys.stdin], [], [], seconds)
    return bool(ended)


def never(seconds: float) -> bool:
    """Wait; this goes on for ever."""
    time.sleep(seconds)
    return False
