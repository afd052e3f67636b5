"""The VOTES section: each row becomes the choices of a ballot, as our own voters' are stored.

Rows come in blocks, whose columns are taken apart at once; where any line of a block is quoted, empty or
wrong, its lines are taken one by one.
"""

from collections.abc import Sequence
from typing import Any

from voting.rules.contest import Contest
from voting.rules.pabulib.ballots import ODD, Ballots, Cells
from voting.rules.pabulib.columns import Columns
from voting.rules.pabulib.report import Report
from voting.rules.pabulib.rows import TITLES, cells

MOST_BALLOTS = 2_000_000
OUT_OF_ORDER = "META, PROJECTS and VOTES come once each, in this order"


class Votes:
    """The ballots read so far, in file order; rows with equal cells share one list of choices.

    `voters` are the columns of what is said of the voters, kept where `with_voters` asks for it; `points`
    are the different cells of points in a file of rankings, with the line of the first of each.
    """

    def __init__(self, contest: Contest, report: Report, *, with_voters: bool) -> None:
        self.ballots: list[list[Any]] = []
        self.voters: dict[str, list[str]] = {}
        self.points: dict[str, int] = {}
        self._contest = contest
        self._report = report
        self._with_voters = with_voters
        self._read = Ballots(contest, report)
        self._ids: set[str] = set()
        self._shared: dict[str, str] = {}

    def read_header(self, line: int, row: Sequence[str]) -> None:
        needed = ("voter_id", "vote", "points") if self._contest.kind == "points" else ("voter_id", "vote")
        self._columns = Columns(line, row, needed, self._report)
        is_pointed = self._contest.kind in {"points", "ranking"} and "points" in row
        self._cells = ("vote", "points") if is_pointed else ("vote",)
        if self._with_voters:
            self.voters = {name: [] for name in row if name not in {"voter_id", "vote", "points"}}

    def read_rows(self, first: int, lines: Sequence[str]) -> None:
        """Read a block of lines, of which `first` is the number of the first."""
        names = ("voter_id", *self._cells, *self.voters)
        numbers: Sequence[int] = range(first, first + len(lines))
        columns = self._columns.plain(lines, names)
        if columns is None:
            numbers, columns = self._one_by_one(first, lines, names)
        if len(self.ballots) + len(numbers) > MOST_BALLOTS:
            raise self._report.stop(
                numbers[MOST_BALLOTS - len(self.ballots)], f"there are more than {MOST_BALLOTS:,} ballots"
            )
        ids, *rest = columns
        self._check_ids(numbers, ids)
        self._take(numbers, [*zip(rest[0], rest[1], strict=True)] if len(self._cells) > 1 else rest[0])
        if self._contest.kind == "ranking" and "points" in self._cells:
            self._note_points(numbers, rest[1])
        for name, column in zip(self.voters, rest[len(self._cells) :], strict=True):
            self.voters[name] += [self._shared.setdefault(cell, cell) for cell in column]

    def _note_points(self, numbers: Sequence[int], column: Sequence[str]) -> None:
        for points in {*column} - self.points.keys():
            self.points[points] = numbers[column.index(points)]

    def _one_by_one(self, first: int, lines: Sequence[str], names: Sequence[str]) -> tuple[list[int], list[list[str]]]:
        rows = {number: row for number, line in enumerate(lines, first) if (row := self._row(number, line))}
        return [*rows], [[self._columns.cell(row, name) for row in rows.values()] for name in names]

    def _row(self, number: int, line: str) -> list[str] | None:
        if line in TITLES:
            raise self._report.stop(number, OUT_OF_ORDER)
        if not line:
            self._report.empty(number)
            return None
        row = cells(line, number, self._report)
        return row if row and self._columns.fits(number, row) else None

    def _check_ids(self, numbers: Sequence[int], ids: Sequence[str]) -> None:
        new = {*ids}
        if len(new) < len(ids) or "" in new or not self._ids.isdisjoint(new):
            for line, voter in zip(numbers, ids, strict=True):
                if voter in self._ids or not voter:
                    self._report.fault(line, f"the voter_id {voter[:40]!r} appears twice" if voter else "no voter_id")
                self._ids.add(voter)
        self._ids |= new

    def _take(self, numbers: Sequence[int], rows: Sequence[Cells]) -> None:
        self._read.read_plain(rows)
        found = [*map(self._read.__getitem__, rows)]
        if self._read.odd:
            found = [
                self._read.judge(number, row) if choices is ODD else choices
                for number, row, choices in zip(numbers, rows, found, strict=True)
            ]
            self._read.odd = 0
        self.ballots += found

    @property
    def unclear(self) -> set[str]:
        """Name the projects whose column of votes may differ from what their ballots give."""
        return self._read.unclear
