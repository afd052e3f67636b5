"""No test fails one time in twenty: what it draws is the same in every run, and no key looks like a count."""

import os
import random

import pytest
from django.apps import apps
from django.db import connection

APART = 1_000_000


def draw_alike(name: str, patch: pytest.MonkeyPatch) -> None:
    """Let all that `secrets`, `uuid4` and `SystemRandom` draw in this process follow from the name, until undone."""
    drawn = random.Random(name)
    patch.setattr(os, "urandom", drawn.randbytes)
    patch.setattr(random, "_urandom", drawn.randbytes)  # what SystemRandom draws from, and so `secrets`


def number_rows_apart() -> None:
    """Begin the keys of each table at a million of its own: no key is a count, nor the key of another thing."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        for place, table in enumerate(tables, start=1):
            _begin_at(cursor, table, place * APART)


def _begin_at(cursor, table, first):
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first - 1])
        return
    for sequence in connection.introspection.get_sequences(cursor, table):
        cursor.execute(f'ALTER SEQUENCE "{sequence["name"]}" RESTART WITH {first}')
