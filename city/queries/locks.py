"""Locks that last until the transaction ends.

On PostgreSQL they are advisory locks. On SQLite every transaction begins IMMEDIATE (config/settings.py), so one
writer at a time holds the whole database and there is nothing more to take.
"""

from datetime import datetime
from hashlib import sha256

from django.db import connection
from django.utils import timezone

AUDIT = "audit"
LOCK_THEN_NOW = """
WITH first AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(%s)),
     second AS MATERIALIZED (SELECT pg_advisory_xact_lock(%s) FROM first)
SELECT clock_timestamp() FROM second
"""


def lock(name: str) -> None:
    """Wait for the lock of this name, for this transaction alone."""
    _take("pg_advisory_xact_lock", name)


def lock_shared(name: str) -> None:
    """Wait for the lock of this name, beside others who hold it shared."""
    _take("pg_advisory_xact_lock_shared", name)


def lock_then_now(*, shared: str, alone: str) -> datetime:
    """Take one lock beside others and one for us alone, in this order; the clock of the database once both are ours.

    All of it in one statement: the clock is read for the row that the locks are, so not before them.
    """
    if connection.vendor != "postgresql":
        return database_now()
    return _tell(LOCK_THEN_NOW, [_number(shared), _number(alone)])


def is_locked_by_us(name: str) -> bool:
    """Take the lock if nobody has it; whether we have it."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_number(name)])
        row = cursor.fetchone()
    return bool(row and row[0])


def database_now() -> datetime:
    """The clock of the database, in UTC: on PostgreSQL not the start of the transaction, but now."""
    if connection.vendor != "postgresql":
        return timezone.now()  # SQLite runs in this process: its clock is ours
    return _tell("SELECT clock_timestamp()", [])


def _tell(statement: str, numbers: list[int]) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(statement, numbers)
        row = cursor.fetchone()
    if row is None:
        raise RuntimeError("the database did not tell the time")
    moment: datetime = row[0]
    return moment


def _take(function: str, name: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_number(name)])


def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
