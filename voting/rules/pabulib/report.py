from dataclasses import dataclass, field
from enum import StrEnum

MOST_REMARKS = 50
MOST_EMPTY = 1000


class Severity(StrEnum):
    """A fault refuses the file; a note tells what was read in a way worth knowing."""

    FAULT = "fault"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was found on a line of a file, counted from 1."""

    line: int
    reason: str
    severity: Severity


class Unreadable(Exception):  # noqa: N818 - the file is at fault, not the program
    """There is no sense in reading on."""


@dataclass
class Report:
    """The first faults and the first notes of a file, and how many notes there were in all."""

    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    note_count: int = 0
    empty_count: int = 0

    def fault(self, line: int, reason: str) -> None:
        """Refuse the file; Unreadable when this was one fault too many."""
        self.faults.append(Remark(line, reason, Severity.FAULT))
        if len(self.faults) >= MOST_REMARKS:
            raise Unreadable

    def note(self, line: int, reason: str) -> None:
        self.note_count += 1
        if len(self.notes) < MOST_REMARKS:
            self.notes.append(Remark(line, reason, Severity.NOTE))

    def empty(self, line: int) -> None:
        """Note an empty line; Unreadable when this was one too many."""
        self.empty_count += 1
        if self.empty_count > MOST_EMPTY:
            raise self.stop(line, f"there are more than {MOST_EMPTY:,} empty lines")
        self.note(line, "the line is empty")

    def stop(self, line: int, reason: str) -> Unreadable:
        """Refuse the file here and now: raise what this returns."""
        self.faults.append(Remark(line, reason, Severity.FAULT))
        return Unreadable()
