"""How loud the log is."""

from logging import Filter, LogRecord
from time import monotonic

QUIET_SECONDS = 60.0


class Seldom(Filter):
    """Lets one kind of message through once a minute: an outage is one fact, however many notice it."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self._said_at: dict[str, float] = {}

    def filter(self, record: LogRecord) -> bool:
        now, kind = monotonic(), str(record.msg)
        if now - self._said_at.get(kind, -QUIET_SECONDS) < QUIET_SECONDS:
            return False
        self._said_at[kind] = now
        return True
