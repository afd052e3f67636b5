"""The cells of a ballot, and the choices they stand for.

A limit that a ballot breaks is a note, for the city accepted the ballot. So is a project that a ballot names
twice: it counts once, at its first place.
"""

from collections import Counter
from collections.abc import Sequence
from sys import maxsize
from typing import Any

from voting.rules.ballots import KINDS, approval
from voting.rules.ballots.checks import length_faults, spend_faults
from voting.rules.contest import Contest
from voting.rules.pabulib.report import Report

MOST_DIGITS = 9
ODD: list[Any] = []


Cells = str | tuple[str, str]


class Ballots(dict[Cells, list[Any]]):
    """Every different ballot without a fault or a note, by its cells: the vote, or the vote and the points.

    Asking for a ballot reads it, once; the answer is ODD where `judge` has something to say of it, and `odd`
    counts these.
    """

    def __init__(self, contest: Contest, report: Report) -> None:
        super().__init__()
        self.odd = 0
        self.unclear: set[str] = set()
        self._contest = contest
        self._report = report
        self._codes = {code: code for code in contest.projects}
        self._canonical = KINDS[contest.kind].canonical
        self._least = max(contest.limits.min_choices, 1)
        self._most = _or_any(contest.limits.max_choices)
        self._is_summed = contest.limits.min_spend_minor > 0 or contest.limits.max_spend_minor is not None

    def read_plain(self, rows: Sequence[Cells]) -> None:
        """Read the new ballots among these at once, without those that have something to be said of them.

        None is read where a ballot takes more than its codes to check, or where a code is unknown.
        """
        if self._is_summed or self._canonical is not approval.canonical:
            return
        votes = [vote for vote in dict.fromkeys(rows) if vote not in self and isinstance(vote, str)]
        code, least, most = self._codes.__getitem__, self._least, self._most
        try:
            ballots = [sorted({*map(code, vote.split(","))}) for vote in votes]
        except KeyError:
            return
        sizes = [vote.count(",") + 1 for vote in votes]
        whole = zip(votes, ballots, sizes, strict=True)
        self.update((vote, ballot) for vote, ballot, size in whole if least <= len(ballot) == size <= most)

    def __missing__(self, cells: Cells) -> list[Any]:
        choices = self._plain(cells) if isinstance(cells, str) else self._plain(*cells)
        if choices is None:
            self.odd += 1
            return ODD
        self[cells] = choices
        return choices

    def _plain(self, vote: str, points: str | None = None) -> list[Any] | None:
        """Read a ballot of which there is nothing to say; None for any other."""
        try:
            codes = [*map(self._codes.__getitem__, vote.split(","))]
        except KeyError:
            return None
        if not self._least <= len({*codes}) == len(codes) <= self._most:
            return None
        if self._is_summed and spend_faults(codes, self._contest, self._contest.limits.max_spend_minor):
            return None
        return self._canonical(codes) if points is None else self._plain_points(codes, points.split(","))

    def _plain_points(self, codes: list[str], texts: list[str]) -> list[Any] | None:
        if len(texts) != len(codes) or not all(map(_is_number, texts)):
            return None
        if self._contest.kind == "ranking":
            return self._canonical(codes)
        weights = [*map(int, texts)]
        limits = self._contest.limits
        if 0 in weights or sum(weights) > _or_any(limits.points) or max(weights) > _or_any(limits.max_points_each):
            return None
        return self._canonical([{"p": code, "w": weight} for code, weight in zip(codes, weights, strict=True)])

    def judge(self, line: int, cells: Cells) -> list[Any]:
        """Read a ballot of which there is something to say, and say it."""
        vote, *rest = [cells] if isinstance(cells, str) else cells
        codes = self._known_codes(line, vote)
        choices: list[Any] = [*dict.fromkeys(codes)]
        if len(choices) < len(codes):
            self._note_repeated(line, codes)
        if rest:
            lines = self._with_points(line, codes, rest[0])
            choices = lines if self._contest.kind == "points" else choices
        self._note_limits(line, codes)
        return self._canonical(choices)

    def _known_codes(self, line: int, vote: str) -> list[str]:
        if not vote:
            self._report.note(line, "the ballot names no project")
            return []
        codes = vote.split(",")
        for code in codes:
            if code.strip() != code and code.strip() in self._codes:
                self._report.fault(line, f"there is a space beside a comma before or after {code.strip()!r}")
            elif code not in self._codes:
                self._report.fault(line, f"the project {code[:40]!r} is not in PROJECTS")
        return codes

    def _note_repeated(self, line: int, codes: list[str]) -> None:
        for code, times in Counter(codes).items():
            if times > 1:
                self.unclear.add(code)
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
        if self._contest.kind == "points":
            self._note_sums(line, given)
        return [{"p": code, "w": weight} for code, weight in given.items() if weight]

    def _note_sums(self, line: int, given: dict[str, int]) -> None:
        limit, each = self._contest.limits.points, self._contest.limits.max_points_each
        if sum(given.values()) > _or_any(limit):
            self._report.note(line, f"the ballot gives {sum(given.values())} points, against a limit of {limit}")
        for code, weight in given.items():
            if weight > _or_any(each):
                self._report.note(line, f"the ballot gives project {code!r} {weight} points, against a limit of {each}")

    def _points(self, line: int, code: str, text: str) -> int:
        if not _is_number(text):
            self._report.fault(line, f"{text[:40]!r} is not a number of points: a whole number, not below nothing")
            return 0
        if int(text) == 0 and self._contest.kind == "points":
            self.unclear.add(code)
            self._report.note(line, f"the ballot gives project {code!r} no points, which is no vote for it")
        return int(text)


def _or_any(limit: int | None) -> int:
    return maxsize if limit is None else limit


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
