"""How loud the log is."""

from collections.abc import Collection
from logging import Filter, LogRecord
from time import monotonic

QUIET_SECONDS = 60.0


class Seldom(Filter):
    """Lets one kind of message of these loggers through once a minute: an outage is one fact, however many notice.

    It is told in one line: a trace of where it was noticed would be as long for every part of the layer.
    """

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
        if record.exc_info and (error := record.exc_info[1]):
            record.msg, record.args = f"{record.getMessage()}: {type(error).__name__}: {error}", ()
            record.exc_info = record.exc_text = None
        return True
