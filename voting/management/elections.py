"""Pabulib files as commands read them. Nothing here needs Django: a file is counted without it."""

from pathlib import Path

from voting.rules.pabulib.election import Election
from voting.rules.pabulib.reader import read
from voting.rules.pabulib.report import Report


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
