"""Everything that stands in the database, as text: what somebody reads who has a copy of it and nothing else."""

import base64
import binascii
import zlib
from dataclasses import dataclass

from django.db import connection

SHORTEST_CODE = 16


@dataclass(frozen=True)
class Line:
    """One row of a table: its cells as text, and beside them whatever they hold packed."""

    table: str
    cells: tuple[str, ...]

    @property
    def text(self):
        return "\n".join([*self.cells, *(found for cell in self.cells for found in unpacked(cell))])


def tables():
    """The names of all tables, with those of Django and of the packages."""
    return sorted(connection.introspection.table_names())


def columns(table):
    """The columns of a table, by name: their types as the database writes them."""
    asked = {
        "sqlite": "SELECT name, type FROM pragma_table_info(%s)",
        "postgresql": "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [table])
        return dict(cursor.fetchall())


def constraints(table):
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, table)


def rows(table, order=""):
    """Every row, in the order in which the table keeps them unless told otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" {order}')
        return [Line(table, tuple(_text(cell) for cell in row)) for row in cursor.fetchall()]


def as_stored():
    """How to ask for rows as they lie on the disk, which is the order in which they came."""
    return "ORDER BY rowid" if connection.vendor == "sqlite" else "ORDER BY ctid"


def everything():
    return [line for table in tables() for line in rows(table)]


def _text(cell):
    if isinstance(cell, memoryview | bytes):
        return bytes(cell).decode("latin-1")
    return str(cell)


def unpacked(cell):
    """What a cell holds in base 64, compressed or not: sessions and cached values are kept so."""
    found = []
    for part in cell.replace(".", ":").split(":"):
        if len(part) < SHORTEST_CODE:
            continue
        try:
            raw = base64.b64decode(part.replace("-", "+").replace("_", "/") + "=" * (-len(part) % 4))
        except (binascii.Error, ValueError):
            continue
        found.append(raw.decode("latin-1"))
        try:
            found.append(zlib.decompress(raw).decode("latin-1"))
        except zlib.error:
            continue
    return found
