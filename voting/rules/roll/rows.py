"""The city's list of residents, as a CSV file: its columns, its rows, and everything that can be wrong with them."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from voting.rules.eligibility import OLDEST, age
from voting.rules.identity import Person

REQUIRED = ("family_name", "given_names", "birth_date", "postcode", "district")
OPTIONAL = ("number", "email", "phone")
LONGEST_CELL = 200
LONGEST_FIELD = 10_000
EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")
PHONE = re.compile(r"\+?[\d\s()/.\-]{5,30}")
SURROGATE = re.compile("[\ud800-\udfff]")
DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)|(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d{4})")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line: `code` says what, `values` what the words about it need."""

    line: int
    column: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """One person on the list: where they live, and where a code can be sent."""

    line: int
    person: Person
    district: str
    email: str
    phone: str


@dataclass(frozen=True)
class Layout:
    """Which cell of a row holds what; `ignored` are columns that we do not read and do not keep."""

    places: Mapping[str, int]
    width: int
    ignored: Sequence[str] = ()

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        return {name: row[place].strip() for name, place in self.places.items()}


def rows(lines: Iterable[str], districts: Collection[str], today: date) -> Iterator[Layout | Listed | Fault]:
    """Give the layout first, then every row as a person or as what is wrong with it. Nothing is held in memory.

    `districts` are the codes the city has. A byte that is not UTF-8 comes in as a lone surrogate.
    """
    numbered = _table(lines)
    _line, header = next(numbered, (1, None))
    if isinstance(header, Fault):
        yield header
        return
    layout = _layout(header or [])
    if faults := [Fault(1, name, "missing_column") for name in REQUIRED if name not in layout.places]:
        yield from faults
        return
    yield layout
    for line, row in numbered:
        yield from [row] if isinstance(row, Fault) else _read(line, row, layout, districts, today)


def repeats(keys: Sequence[int], lines: Sequence[int]) -> list[tuple[int, int]]:
    """(line, the earlier line) for each key that came before; keys and lines run side by side."""
    found = np.asarray(keys, dtype=np.uint64)
    order = np.argsort(found, kind="stable")
    ordered = found[order]
    places = np.flatnonzero(ordered[1:] == ordered[:-1])
    return sorted((lines[order[place + 1]], lines[order[place]]) for place in places)


def _table(lines: Iterable[str]) -> Iterator[tuple[int, list[str] | Fault]]:
    """Rows with the number of their first line; empty ones are left out. A file that cannot go on ends with a fault."""
    source = iter(lines)
    first = next(source, "")
    start, csv_rows = (
        1,
        csv.reader(_chained(first, source), delimiter=";" if first.count(";") > first.count(",") else ","),
    )
    csv.field_size_limit(LONGEST_FIELD)
    while True:
        try:
            row = next(csv_rows)
        except StopIteration:
            return
        except csv.Error:
            yield start, Fault(start, "", "broken_row")
            return
        if any(cell.strip() for cell in row):
            yield start, row
        start = csv_rows.line_num + 1


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _layout(header: Sequence[str]) -> Layout:
    names = [name.strip().lower().replace(" ", "_") for name in header]
    places = {name: names.index(name) for name in (*REQUIRED, *OPTIONAL) if name in names}
    return Layout(places, len(names), tuple(name for name in names if name and name not in places))


def _read(
    line: int, row: Sequence[str], layout: Layout, districts: Collection[str], today: date
) -> list[Listed | Fault]:
    if len(row) != layout.width:
        return [Fault(line, "", "cells", {"found": str(len(row)), "expected": str(layout.width)})]
    cells = layout.cells(row)
    born_on = day(cells["birth_date"])
    faults = [Fault(line, column, code, {"typed": cells[column][:60]}) for column, code in _wrong(cells, districts)]
    if born_on is None or not 0 <= age(born_on, today) <= OLDEST:
        code = "bad_date" if born_on is None else "impossible_age"
        return [*faults, Fault(line, "birth_date", code, {"typed": cells["birth_date"][:60]})]
    if faults:
        return [*faults]
    person = Person(f"{cells['given_names']} {cells['family_name']}", born_on, cells["postcode"])
    return [Listed(line, person, cells["district"], cells.get("email", ""), cells.get("phone", ""))]


def _wrong(cells: Mapping[str, str], districts: Collection[str]) -> Iterator[tuple[str, str]]:
    """(column, what is wrong with it) for everything but the birth date."""
    for column, cell in cells.items():
        if len(cell) > LONGEST_CELL:
            yield column, "too_long"
        elif SURROGATE.search(cell):
            yield column, "not_utf8"
    if not cells["family_name"] and not cells["given_names"]:
        yield "family_name", "no_name"
    yield from ((column, code) for column, code, is_wrong in _told(cells, districts) if is_wrong)


def _told(cells: Mapping[str, str], districts: Collection[str]) -> Iterator[tuple[str, str, object]]:
    """(column, a fault it could have, whether it has it)."""
    for column in ("family_name", "given_names"):
        yield column, "figure_in_name", any(sign.isdecimal() for sign in cells[column])
    yield "postcode", "no_postcode", not any(sign.isalnum() for sign in cells["postcode"])
    yield "district", "unknown_district", cells["district"] not in districts
    for column, code, pattern in (("email", "bad_email", EMAIL), ("phone", "bad_phone", PHONE)):
        yield column, code, cells.get(column) and not pattern.fullmatch(cells[column])


def day(text: str) -> date | None:
    """A day as 1984-05-31 or 31.5.1984; None where it is neither, or no day of the calendar."""
    found = DAY.fullmatch(text)
    if found is None:
        return None
    year, month, number = (
        int(part) for part in (found["year"] or found["y"], found["month"] or found["m"], found["day"] or found["d"])
    )
    try:
        return date(year, month, number)
    except ValueError:
        return None
