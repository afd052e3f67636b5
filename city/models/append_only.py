"""Tables to which rows are only ever added: the database itself refuses anything else."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE_VERBS = ("UPDATE", "DELETE")


def protect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make the database refuse to change or remove rows of the table."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, table):
            cursor.execute(statement)


def protecting(table: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """The step of a migration that protects the table."""
    return lambda _apps, editor: protect(editor.connection, table)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in SQLITE_VERBS
        ]
    function = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return [
        function,
        *(
            f"CREATE OR REPLACE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for verb in ("UPDATE", "DELETE", "TRUNCATE")
        ),
    ]
