"""What the ballots of a file give, against what its own columns say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from voting.rules.ballots import KINDS
from voting.rules.ballots.alike import alike
from voting.rules.contest import Contest
from voting.rules.pabulib.election import Listing
from voting.rules.pabulib.report import Report


def votes_of(contest: Contest, ballots: Sequence[list[Any]]) -> Counter[str]:
    """Count the ballots that name each project, withdrawn or not."""
    if contest.kind == "points":
        return Counter(line["p"] for choices in ballots for line in choices)
    return Counter(chain.from_iterable(ballots))


def scores_of(contest: Contest, ballots: Sequence[list[Any]]) -> Counter[str]:
    """Add up the points or places that the ballots give each project, withdrawn or not; else its votes."""
    if contest.kind not in {"points", "ranking"}:
        return votes_of(contest, ballots)
    totals: Counter[str] = Counter()
    kind, whole = KINDS[contest.kind], replace(contest, withdrawn=frozenset())
    for choices, times in alike(ballots):
        for code, score in kind.scores(choices, whole).items():
            totals[code] += score * times
    return totals


def check(
    contest: Contest, ballots: Sequence[list[Any]], listings: Sequence[Listing], unclear: set[str], report: Report
) -> None:
    """Report where a column of PROJECTS is not what the ballots give: a note for an unclear project, else a fault."""
    for column, count in (("votes", votes_of), ("score", scores_of)):
        said = [(listing, number) for listing in listings if (number := getattr(listing, column)) is not None]
        counted = count(contest, ballots) if said else Counter()
        for listing, number in said:
            if number != counted[listing.code]:
                found = f"{column!r} of project {listing.code!r} is {number:,}, but the ballots give "
                tell = report.note if listing.code in unclear else report.fault
                tell(listing.line, f"{found}{counted[listing.code]:,}")


def scoring_vector(points: Mapping[str, int], report: Report) -> tuple[int, ...]:
    """Find the one vector by which rankings were scored, from the cells of points and the lines they stand on.

    Empty where the last place of each ballot is worth one, as it is without such a column, and where there
    are faults already: cells of points may be among them.
    """
    if report.faults:
        return ()
    lines = sorted((line, cell) for cell, line in points.items() if cell)
    given = {tuple(map(int, cell.split(","))): line for line, cell in lines}
    vector = max(given, key=len, default=())
    if all(values == (*range(len(values), 0, -1),) for values in given):
        return ()
    for values, line in given.items():
        if values != vector[: len(values)]:
            report.fault(line, "the points of this ranking and of another follow no one scoring vector")
    return vector
