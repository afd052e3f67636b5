"""The table behind the shared cache, where there is no Redis."""

from django.apps.registry import Apps
from django.core.management import call_command
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CACHE_TABLE = "city_cache"


def make_cache_table(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The step of a migration that makes the table; Django knows its columns."""
    call_command("createcachetable", CACHE_TABLE, database=editor.connection.alias, verbosity=0)
