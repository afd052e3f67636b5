"""Read a Pabulib `.pb` file: strictly, as a stream, in bounded memory.

The format is described at https://pabulib.org/format. What is read amounts to an Election; what is wrong, or
worth knowing, to a Report. A file with a fault gives no Election.
"""

from collections.abc import Sequence
from typing import BinaryIO, Protocol

from voting.rules.contest import Contest
from voting.rules.pabulib.election import Election
from voting.rules.pabulib.meta import Meta
from voting.rules.pabulib.projects import Projects
from voting.rules.pabulib.report import Report, Unreadable
from voting.rules.pabulib.rows import cells, lines
from voting.rules.pabulib.votes import Votes

TITLES = ("META", "PROJECTS", "VOTES")


class Section(Protocol):
    def read_header(self, line: int, row: Sequence[str]) -> None: ...
    def read_row(self, line: int, row: Sequence[str]) -> None: ...


def read(stream: BinaryIO) -> tuple[Election | None, Report]:
    """Read an election from a binary stream; None where the report has a fault."""
    report = Report()
    try:
        election = _Reading(report).read(stream)
    except Unreadable:
        election = None
    return (None if report.faults else election), report


class _Reading:
    """The sections of one file, each opened when the one before it is complete."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._meta = Meta(report)

    def read(self, stream: BinaryIO) -> Election:
        titles = iter(TITLES)
        expected: str | None = next(titles)
        section: Section | None = None
        is_header = False
        number = 0
        for number, text in lines(stream, self._report):
            if text in TITLES:
                if text != expected:
                    raise self._report.stop(number, "META, PROJECTS and VOTES come once each, in this order")
                section, is_header, expected = self._open(text, number), True, next(titles, None)
            elif section is None:
                raise self._report.stop(number, "the file does not begin with META")
            elif row := self._cells(text, number):
                (section.read_header if is_header else section.read_row)(number, row)
                is_header = False
        if expected:
            raise self._report.stop(number + 1, f"the file ends before the section {expected}")
        return self._close()

    def _cells(self, text: str, number: int) -> list[str] | None:
        if text:
            return cells(text, number, self._report)
        self._report.note(number, "the line is empty")
        return None

    def _open(self, title: str, number: int) -> Section:
        match title:
            case "META":
                return self._meta
            case "PROJECTS":
                return self._open_projects(number)
        return self._open_votes()

    def _open_projects(self, number: int) -> Projects:
        self._meta.close(number)
        self._is_meta_sound = not self._report.faults
        self._projects = Projects(self._meta.currency, self._meta.money("budget") or 0, self._report)
        return self._projects

    def _open_votes(self) -> Votes:
        if not (self._is_meta_sound and self._projects.is_whole):
            raise Unreadable  # the ballots would be judged by limits or projects that are not known
        self._contest = Contest(
            district=self._meta.place,
            envelope_minor=self._meta.money("budget") or 0,
            currency=self._meta.currency,
            kind=self._meta.kind,
            projects=self._projects.projects,
            limits=self._meta.limits(),
            withdrawn=frozenset(self._projects.withdrawn),
        )
        self._votes = Votes(self._contest, self._report)
        return self._votes

    def _close(self) -> Election:
        self._meta.check_count("num_projects", len(self._projects.projects))
        self._meta.check_count("num_votes", len(self._votes.ballots))
        self._votes.check_counts(self._projects.listings)
        begins_on, ends_on = self._meta.days()
        return Election(
            meta=self._meta.values,
            place=self._meta.place,
            begins_on=begins_on,
            ends_on=ends_on,
            contest=self._contest,
            listings=self._projects.listings,
            ballots=self._votes.ballots,
        )
