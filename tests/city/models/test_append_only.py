"""Rows that are only ever added: on both databases nothing else is let through."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.conftest import APPEND_ONLY
from tests.factories import NOW, make_contest
from voting.models import ClosingChange

pytestmark = pytest.mark.django_db
VERBS = {"UPDATE": "UPDATE {0} SET {1} = {1}", "DELETE": "DELETE FROM {0}", "TRUNCATE": "TRUNCATE {0}"}


def fill():
    """A row, so that a trigger of each row has one to be asked about."""
    round, _ = make_contest()
    ClosingChange.objects.create(
        round=round, old_closes_at=NOW, new_closes_at=round.phases.get().closes_at, changed_at=NOW
    )


def triggers():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("table", ["city_auditentry", "voting_closingchange"])
def test_the_database_refuses(table, verb):
    if verb == "TRUNCATE" and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE: it empties a table by DELETE")
    fill()
    if verb == "TRUNCATE":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # of the rows just written, so that they may be emptied
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    statement = VERBS[verb].format(table, model._meta.pk.column)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert model.objects.count() > 0


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_every_such_table_has_its_triggers(table):
    verbs = ["update", "delete"] + (["truncate"] if connection.vendor == "postgresql" else [])
    assert {f"{table}_no_{verb}" for verb in verbs} <= triggers()
