"""How loud the log is."""

from collections.abc import Collection
from logging import Filter, LogRecord
from time import monotonic

QUIET_SECONDS = 60.0


class Seldom(Filter):
    """Lets one kind of message of these loggers through once a minute: an outage is one fact, however many notice."""

    def __init__(self, loggers: Collection[str]) -> None:
        super().__init__()
        self._loggers = frozenset(loggers)
        self._said_at: dict[tuple[str, str], float] = {}

    def filter(self, record: LogRecord) -> bool:
        if record.name not in self._loggers:
            return True
        now, kind = monotonic(), (record.name, str(record.msg))
        if now - self._said_at.get(kind, -QUIET_SECONDS) < QUIET_SECONDS:
            return False
        self._said_at[kind] = now
        return True
