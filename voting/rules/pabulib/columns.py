from collections.abc import Iterable, Sequence

from voting.rules.pabulib.report import Report, Unreadable
from voting.rules.pabulib.rows import LONGEST_CELL, composed


class Columns:
    """Where each named cell of a section's rows stands."""

    def __init__(self, line: int, names: Sequence[str], needed: Sequence[str], report: Report) -> None:
        """Check a header line: the first needed column comes first, all needed are there, none twice."""
        self._places = {name: place for place, name in enumerate(names)}
        self._width = len(names)
        self._report = report
        faults = [f"the column {name!r} is missing" for name in needed if name not in self._places]
        faults += [f"the column {name!r} appears twice" for name in {*names} if names.count(name) > 1]
        if names[0] != needed[0]:
            faults.append(f"the first column must be {needed[0]!r}, not {names[0][:40]!r}")
        for fault in faults:
            report.fault(line, fault)
        if faults:
            raise Unreadable

    def fits(self, line: int, row: Sequence[str]) -> bool:
        """Whether a row has as many cells as the header; a fault is reported where not."""
        if len(row) == self._width:
            return True
        self._report.fault(line, f"the row has {len(row)} cells, the header {self._width}")
        return False

    def cell(self, row: Sequence[str], name: str) -> str:
        """Give the cell of a column, "" where the file has no such column."""
        place = self._places.get(name)
        return "" if place is None else row[place]

    def named(self, row: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Give the name and the cell of each column."""
        return zip(self._places, row, strict=True)

    def plain(self, lines: Sequence[str], names: Sequence[str]) -> list[list[str]] | None:
        """Give the named columns of many lines at once; None where a line needs a closer look."""
        whole = ";\n;".join(lines)
        if '"' in whole or max(map(len, lines)) > LONGEST_CELL:
            return None
        cells = whole.split(";")
        # Every line has the width of the header if the cells between them, of a line feed, stand where they should.
        step, between = self._width + 1, len(lines) - 1
        if len(cells) != step * len(lines) - 1 or cells[self._width :: step].count("\n") != between:
            return None
        columns = [cells[self._places[name] :: step] for name in names]
        return columns if whole.isascii() else [*map(_composed, columns)]


def _composed(column: list[str]) -> list[str]:
    return column if "".join(column).isascii() else [*map(composed, column)]
