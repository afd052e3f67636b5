from collections.abc import Sequence

from voting.rules.pabulib.report import Report, Unreadable


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

    def place(self, name: str) -> int:
        return self._places[name]
