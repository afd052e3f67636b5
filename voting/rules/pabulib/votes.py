"""The VOTES section: each row becomes the choices of a ballot, as our own voters' are stored.

A limit that a ballot breaks is a note, for the city accepted the ballot. So is a project that a ballot names
twice: it counts once, at its first place.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from voting.rules.ballots import KINDS
from voting.rules.ballots.alike import alike
from voting.rules.ballots.checks import length_faults, spend_faults
from voting.rules.contest import Contest
from voting.rules.pabulib.columns import Columns
from voting.rules.pabulib.election import Listing
from voting.rules.pabulib.report import Report

MOST_BALLOTS = 2_000_000
MOST_DIGITS = 9


class Votes:
    """The ballots read so far, in file order. Equal rows share one list of choices."""

    def __init__(self, contest: Contest, report: Report) -> None:
        self.ballots: list[list[Any]] = []
        self._contest = contest
        self._report = report
        self._voters: set[str] = set()
        self._known: dict[tuple[str, str], list[Any]] = {}
        self._unclear: set[str] = set()

    def read_header(self, line: int, row: Sequence[str]) -> None:
        needed = ("voter_id", "vote", "points") if self._contest.kind == "points" else ("voter_id", "vote")
        self._columns = Columns(line, row, needed, self._report)
        self._vote = self._columns.place("vote")

    def read_row(self, line: int, row: Sequence[str]) -> None:
        if len(self.ballots) >= MOST_BALLOTS:
            raise self._report.stop(line, f"there are more than {MOST_BALLOTS:,} ballots")
        if not self._columns.fits(line, row):
            return
        if row[0] in self._voters or not row[0]:
            self._report.fault(line, f"the voter_id {row[0][:40]!r} appears twice" if row[0] else "no voter_id")
        self._voters.add(row[0])
        points = self._columns.cell(row, "points") if self._contest.kind == "points" else ""
        key = (row[self._vote], points)
        choices = self._known.get(key)
        if choices is None:
            choices = self._read_ballot(line, *key)
        self.ballots.append(choices)

    def _read_ballot(self, line: int, vote: str, points: str) -> list[Any]:
        remarks = self._report.count
        codes = self._codes(line, vote)
        choices: list[Any] = [*dict.fromkeys(codes)]
        if len(choices) < len(codes):
            self._note_repeated(line, codes)
        if self._contest.kind == "points":
            choices = self._with_points(line, codes, points)
        choices = KINDS[self._contest.kind].canonical(choices)
        self._note_limits(line, codes)
        if remarks == self._report.count:
            self._known[vote, points] = choices
        return choices

    def _codes(self, line: int, vote: str) -> list[str]:
        if not vote:
            self._report.note(line, "the ballot names no project")
            return []
        codes = vote.split(",")
        for code in codes:
            if code.strip() != code and code.strip() in self._contest.projects:
                self._report.fault(line, f"there is a space beside a comma before or after {code.strip()!r}")
            elif code not in self._contest.projects:
                self._report.fault(line, f"the project {code[:40]!r} is not in PROJECTS")
        return codes

    def _note_repeated(self, line: int, codes: list[str]) -> None:
        for code, times in Counter(codes).items():
            if times > 1:
                self._unclear.add(code)
                self._report.note(line, f"the ballot names project {code!r} {times} times; it counts once")

    def _note_limits(self, line: int, codes: list[str]) -> None:
        chosen = len({*codes})
        for fault in length_faults(chosen, self._contest):
            limit = fault.numbers["limit"]
            self._report.note(line, f"the ballot names {chosen} projects, against a limit of {limit}")
        for fault in spend_faults(codes, self._contest, self._contest.limits.max_spend_minor):
            word = "more" if fault.code == "over_budget" else "less"
            self._report.note(line, f"the projects of the ballot cost {word} together than the limit")

    def _with_points(self, line: int, codes: list[str], points: str) -> list[dict[str, str | int]]:
        texts = points.split(",") if points else []
        if len(texts) != len(codes):
            self._report.fault(line, f"the ballot names {len(codes)} projects and gives {len(texts)} points")
            return []
        given: dict[str, int] = {}
        for code, text in zip(codes, texts, strict=True):
            given.setdefault(code, self._points(line, code, text))
        limit = self._contest.limits.points
        if limit is not None and sum(given.values()) > limit:
            self._report.note(line, f"the ballot gives {sum(given.values())} points, against a limit of {limit}")
        return [{"p": code, "w": weight} for code, weight in given.items() if weight]

    def _points(self, line: int, code: str, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
            self._report.fault(line, f"{text[:40]!r} is not a number of points: a whole number, not below nothing")
            return 0
        if int(text) == 0:
            self._unclear.add(code)
            self._report.note(line, f"the ballot gives project {code!r} no points, which is no vote for it")
        return int(text)

    def check_counts(self, listings: dict[str, Listing]) -> None:
        """Recount, and compare with what PROJECTS says; a difference that a note above explains is a note."""
        contest = replace(self._contest, withdrawn=frozenset())
        votes: Counter[str] = Counter()
        scores: Counter[str] = Counter()
        kind = KINDS[contest.kind]
        for choices, times in alike(self.ballots):
            for code, score in kind.scores(choices, contest).items():
                votes[code] += times
                scores[code] += score * times
        for listing in listings.values():
            self._compare(listing, "votes", listing.votes, votes[listing.code])
            self._compare(listing, "score", listing.score, scores[listing.code])

    def _compare(self, listing: Listing, column: str, said: int | None, counted: int) -> None:
        if said is None or said == counted:
            return
        reason = f"{column!r} of project {listing.code!r} is {said:,}, but the ballots give {counted:,}"
        if listing.code in self._unclear:
            self._report.note(listing.line, reason)
        else:
            self._report.fault(listing.line, reason)
