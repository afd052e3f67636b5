"""Read a Pabulib `.pb` file: strictly, as a stream, in bounded memory.

The format is described at https://pabulib.org/format. What is read amounts to an Election; what is wrong, or
worth knowing, to a Report. A file with a fault gives no Election.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from voting.rules.contest import Contest
from voting.rules.pabulib.election import Election
from voting.rules.pabulib.meta import Meta
from voting.rules.pabulib.projects import Projects
from voting.rules.pabulib.recount import check, scoring_vector
from voting.rules.pabulib.report import Report, Unreadable
from voting.rules.pabulib.rows import TITLES, blocks, cells
from voting.rules.pabulib.votes import OUT_OF_ORDER, Votes


def read(stream: BinaryIO, *, with_voters: bool = False) -> tuple[Election | None, Report]:
    """Read an election from a binary stream, None where the report has a fault; of the voters only if asked to."""
    report = Report()
    try:
        election = _Reading(report, with_voters=with_voters).read(stream)
    except Unreadable:
        election = None
    return (None if report.faults else election), report


class _Reading:
    """The sections of one file, each opened when the one before it is complete."""

    def __init__(self, report: Report, *, with_voters: bool) -> None:
        self._report = report
        self._with_voters = with_voters
        self._titles = [*TITLES]
        self._meta = Meta(report)
        self._section: Meta | Projects | Votes | None = None
        self._is_header = False

    def read(self, stream: BinaryIO) -> Election:
        number = 0
        for first, lines in blocks(stream, self._report):
            for number, text in enumerate(lines, first):
                if isinstance(self._section, Votes) and not self._is_header:
                    self._section.read_rows(number, lines[number - first :])
                    break
                self._read_line(number, text)
        if self._titles:
            raise self._report.stop(number + 1, f"the file ends before the section {self._titles[0]}")
        return self._close()

    def _read_line(self, number: int, text: str) -> None:
        if text in TITLES:
            if self._titles[:1] != [text]:
                raise self._report.stop(number, OUT_OF_ORDER)
            self._section, self._is_header = self._open(self._titles.pop(0), number), True
        elif self._section is None:
            raise self._report.stop(number, "the file does not begin with META")
        elif not text:
            self._report.empty(number)
        elif row := cells(text, number, self._report):
            self._read_cells(number, row)

    def _read_cells(self, number: int, row: Sequence[str]) -> None:
        assert self._section is not None
        if self._is_header:
            self._section.read_header(number, row)
        else:
            assert not isinstance(self._section, Votes)
            self._section.read_row(number, row)
        self._is_header = False

    def _open(self, title: str, number: int) -> Meta | Projects | Votes:
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
        self._votes = Votes(self._contest, self._report, with_voters=self._with_voters)
        return self._votes

    def _close(self) -> Election:
        ballots, listings = self._votes.ballots, self._projects.listings
        self._meta.check_count("num_projects", len(listings))
        self._meta.check_count("num_votes", len(ballots))
        contest = replace(self._contest, scoring=scoring_vector(self._votes.points, self._report))
        check(contest, ballots, [*listings.values()], self._votes.unclear, self._report)
        begins_on, ends_on = self._meta.days()
        return Election(
            meta=self._meta.values,
            place=self._meta.place,
            begins_on=begins_on,
            ends_on=ends_on,
            contest=contest,
            listings=listings,
            ballots=ballots,
            voters=self._votes.voters,
        )
