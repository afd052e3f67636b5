"""The ballots of a contest as an outcome rule sees them: scores for projects, identical ballots together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from city.rules.money import decimals
from voting.rules.ballots import KINDS, approval
from voting.rules.constraints import NONE, Constraints
from voting.rules.contest import Contest, Project

Numbers = npt.NDArray[Any]

# Whole numbers below this are exact in floating point too; larger scores are kept as Python's own, slower and as exact.
SAFE = 2**53
# Its powers, of which a machine word keeps the lowest bits, give rows of different scores different marks.
MARK = 0x5851F42D4C957F2D


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A sparse table of scores: the entries of row r are those from `starts[r]` to `starts[r + 1]`."""

    starts: Numbers
    columns: Numbers
    scores: Numbers

    def row(self, place: int) -> tuple[Numbers, Numbers]:
        """Give the columns and the scores of a row."""
        part = slice(self.starts[place], self.starts[place + 1])
        return self.columns[part], self.scores[part]

    def sums(self, values: Numbers) -> Numbers:
        """Add up values, one for each entry, row by row."""
        running = np.concatenate(([0], np.cumsum(values)))
        return running[self.starts[1:]] - running[self.starts[:-1]]

    def spread(self, rows: Numbers, values: Numbers, width: int) -> Numbers:
        """Add up values, one for each of some rows, in every column that the row has an entry for."""
        places, lengths = self._entries(rows)
        return np.bincount(self.columns[places], np.repeat(values, lengths), width)

    def _entries(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Find where the entries of some rows are, row after row, and how many each row has."""
        starts = self.starts[rows]
        lengths = self.starts[rows + 1] - starts
        skipped = starts - np.cumsum(lengths) + lengths
        return np.arange(lengths.sum()) + np.repeat(skipped, lengths), lengths

    def of_rows(self, rows: Numbers) -> "Table":
        """Take some rows, in this order."""
        places, lengths = self._entries(rows)
        return Table(_starts(lengths), self.columns[places], self.scores[places])

    def repeats(self) -> Numbers:
        """Find which rows are the same as the row before."""
        lengths = np.diff(self.starts)
        before = np.arange(len(self.columns)) - np.repeat(lengths, lengths)
        differs = (self.columns != self.columns[before]) | (self.scores != self.scores[before])
        is_same: Numbers = (lengths == np.append(-1, lengths[:-1])) & (self.sums(differs) == 0)
        return is_same

    def positive(self) -> "Table":
        """Leave out the entries whose score is not above zero."""
        is_kept = self.scores > 0
        if is_kept.all():
            return self
        return Table(_starts(self.sums(is_kept)), self.columns[is_kept], self.scores[is_kept])

    def of_ones(self) -> "Table":
        """Score every entry 1."""
        return replace(self, scores=np.ones(len(self.columns), np.int64))

    def narrow(self) -> "Table":
        """Keep columns and scores in the smallest types that hold them."""
        columns = self.columns.astype(np.min_scalar_type(self.columns.max(initial=0)))
        if self.scores.dtype == object:
            return replace(self, columns=columns)
        kinds = map(np.min_scalar_type, (self.scores.min(initial=0), self.scores.max(initial=0)))
        return replace(self, columns=columns, scores=self.scores.astype(np.promote_types(*kinds)))

    def turned(self, width: int) -> "Table":
        """Swap rows and columns, of which there are `width`; entries of a row stay in order."""
        order = np.argsort(self.columns.astype(np.min_scalar_type(width)), kind="stable")
        rows = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        return Table(_starts(np.bincount(self.columns, minlength=width)), rows[order], self.scores[order])


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a rule decides on.

    `projects` are those that stand: on the ballot, not withdrawn, and costing money. Their places in `codes`
    are the columns of `ballots`, which has a row for each group of voters whose ballots give the same scores;
    `sizes` says how many they are. `backing` is the same table turned: a row for each project. `voters` are
    all who voted, also where nothing on their ballot stands any more. The order of projects and groups comes
    from codes and scores alone, so the order of ballots can never matter.
    """

    budget_minor: int
    unit_minor: int
    projects: Mapping[str, Project]
    codes: Sequence[str]
    sizes: Numbers
    ballots: Table
    backing: Table
    voters: int
    constraints: Constraints = NONE

    def scores(self) -> dict[str, int]:
        """Add up the score of each project (votes, where a ballot gives each project one)."""
        return self._by_code(self.backing.sums(self.backing.scores * self.sizes[self.backing.columns]))

    def votes(self) -> dict[str, int]:
        """Count the voters who score each project."""
        return self._by_code(self.backing.sums(self.sizes[self.backing.columns]))

    def _by_code(self, values: Numbers) -> dict[str, int]:
        return dict(zip(self.codes, map(int, values), strict=True))


def gather(contest: Contest, ballots: Iterable[Any]) -> Profile:
    """Group stored ballots (canonical choices of the contest's kind)."""
    projects = {
        code: project
        for code, project in sorted(contest.projects.items())
        if contest.has_open(code) and project.cost_minor > 0
    }
    distinct, sizes = _distinct(contest, [*ballots], [*projects])
    return Profile(
        budget_minor=contest.envelope_minor,
        unit_minor=10 ** decimals(contest.currency),
        projects=projects,
        codes=[*projects],
        sizes=sizes,
        ballots=distinct,
        backing=distinct.turned(len(projects)),
        voters=int(sizes.sum()),
        constraints=contest.constraints,
    )


def _distinct(contest: Contest, ballots: Sequence[Any], codes: Sequence[str]) -> tuple[Table, Numbers]:
    """Make a row of each ballot that differs, and count the voters of each."""
    # Readers let equal ballots share one list, so each list is looked at once.
    _, firsts, times = np.unique(np.fromiter(map(id, ballots), np.int64), return_index=True, return_counts=True)
    table = _scored(contest, [ballots[first] for first in firsts.tolist()], codes)
    # Rows alike have the same mark, so they come together; of rows that only share a mark each stays on its own.
    marks = table.sums(np.multiply.accumulate(np.full(len(codes), MARK))[table.columns] * table.scores)
    order = np.argsort(marks, kind="stable")
    table = table.of_rows(order)
    is_new = ~table.repeats()
    sizes = np.bincount(np.cumsum(is_new) - 1, times[order], np.count_nonzero(is_new)).astype(np.int64)
    table = table.of_rows(np.flatnonzero(is_new))
    if int(np.abs(table.scores).max(initial=0)) * len(ballots) >= SAFE:
        table = replace(table, scores=table.scores.astype(object))
    return table, sizes


def _scored(contest: Contest, ballots: Sequence[Any], codes: Sequence[str]) -> Table:
    """Make a row of each ballot: its score for each standing project, in order of places."""
    places = dict.fromkeys(contest.projects, -1) | {code: place for place, code in enumerate(codes)}
    score = KINDS[contest.kind].scores
    # An approval scores one for each code it names, so there the list itself says it all, five times as fast.
    given = ballots if score is approval.scores else [score(choices, contest) for choices in ballots]
    rows = np.repeat(np.arange(len(given)), np.fromiter(map(len, given), np.int64))
    columns = np.fromiter(map(places.__getitem__, chain.from_iterable(given)), np.int64)
    if score is approval.scores:
        scores = np.ones(len(columns), np.int64)
    else:
        scores = np.fromiter(chain.from_iterable(each.values() for each in given), np.int64)
    order = np.argsort(rows * len(places) + columns, kind="stable")
    order = order[columns[order] >= 0]
    return Table(_starts(np.bincount(rows[order], minlength=len(given))), columns[order], scores[order])


def _starts(lengths: npt.ArrayLike) -> Numbers:
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
