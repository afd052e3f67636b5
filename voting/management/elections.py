"""Rounds and Pabulib files as commands name them."""

from pathlib import Path

from django.core.management.base import CommandError

from city.models import Round
from voting.rules.pabulib.election import Election
from voting.rules.pabulib.reader import read
from voting.rules.pabulib.report import Report


def round_named(slug: str) -> Round:
    """The round with this slug. Raises CommandError."""
    found = Round.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no round with the slug {slug}.")
    return found


def read_election(path: Path, *, with_voters: bool = False) -> tuple[Election | None, Report]:
    """Read a file; OSError where there is none that can be read."""
    with path.open("rb") as stream:
        return read(stream, with_voters=with_voters)


def fault_lines(path: Path, report: Report) -> list[str]:
    """Say each fault of a file as `FILE:LINE: reason`."""
    return [f"{path}:{fault.line}: {fault.reason}" for fault in report.faults]


def note_lines(path: Path, report: Report) -> list[str]:
    """Say the first notes of a file in the same way, and how many more there are."""
    lines = [f"{path}:{note.line}: note: {note.reason}" for note in report.notes]
    more = report.note_count - len(lines)
    return [*lines, f"{path}: and {more:,} notes more"] if more else lines
