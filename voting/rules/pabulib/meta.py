"""The META section: what the election was, its money and the limits of its ballots."""

import re
from collections.abc import Sequence
from datetime import date

from city.rules.money import minor
from voting.rules.contest import Contest, Limits
from voting.rules.pabulib.report import Report

NEEDED = (
    *("description", "country", "unit", "instance", "num_projects", "num_votes"),
    *("budget", "vote_type", "rule", "date_begin", "date_end"),
)
KINDS_OF_VOTE = {
    "approval": "approval",
    "choose-1": "choose-one",
    "ordinal": "ranking",
    "cumulative": "points",
    "scoring": "points",
}
TYPES_OF_BALLOT = {"approval": "approval", "choose-one": "choose-1", "knapsack": "approval", "ranking": "ordinal"}
MOST_KEYS = 1000
MOST_DIGITS = 9
CURRENCY = re.compile("[A-Z]{3}")
NO_CURRENCY = "XXX"  # what ISO 4217 calls it


def vote_type(contest: Contest, said: str = "") -> str:
    """Name the contest's kind of ballot as the format does; of points there are two types, and a file may say which."""
    if contest.kind != "points":
        return TYPES_OF_BALLOT[contest.kind]
    guessed = "scoring" if contest.limits.points is None else "cumulative"
    return said if KINDS_OF_VOTE.get(said) == "points" else guessed


class Meta:
    """The keys and values read so far, and the line of each."""

    def __init__(self, report: Report) -> None:
        self.values: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._report = report

    def read_header(self, line: int, row: Sequence[str]) -> None:
        if [*row] != ["key", "value"]:
            self._report.fault(line, "the header of META must be 'key;value'")

    def read_row(self, line: int, row: Sequence[str]) -> None:
        if len(row) != len(("key", "value")):
            self._report.fault(line, f"a line of META has a key and a value, not {len(row)} cells")
            return
        if len(self.values) >= MOST_KEYS:
            raise self._report.stop(line, f"META has more than {MOST_KEYS:,} keys")
        key, value = row
        if key in self.values:
            self._report.fault(line, f"the key {key[:40]!r} appears twice")
        self.values[key] = value.strip()
        self._lines[key] = line

    def close(self, line: int) -> None:
        """Report what is missing, once the section has been read to its last line."""
        for key in NEEDED:
            if not self.values.get(key):
                self._report.fault(self._lines.get(key, line), f"META has no {key!r}")
        if not CURRENCY.fullmatch(self.currency):
            self._fault("currency", f"the currency {self.currency[:40]!r} is not three capital letters")
        said = self.values.get("vote_type")
        if said and said not in KINDS_OF_VOTE:
            known = ", ".join(KINDS_OF_VOTE)
            self._fault("vote_type", f"the vote type {said[:40]!r} is none of {known}")
        if self.whole("default_score"):
            self._fault("default_score", "a 'default_score' other than 0 cannot be counted")
        if self.values.get("budget") and self.money("budget") == 0:
            self._fault("budget", "the budget is nothing")

    @property
    def currency(self) -> str:
        return self.values.get("currency") or NO_CURRENCY

    @property
    def kind(self) -> str:
        """Name the kind of ballot; an approval within a sum is a knapsack."""
        kind = KINDS_OF_VOTE[self.values["vote_type"]]
        return "knapsack" if kind == "approval" and self.values.get("max_sum_cost") else kind

    @property
    def place(self) -> str:
        """Name the part of the city the election is about, "" for all of it."""
        return self.values.get("subunit") or self.values.get("district") or ""

    def limits(self) -> Limits:
        """Read the limits of a ballot; a fault where the least is above the most."""
        is_one = self.values["vote_type"] == "choose-1"
        limits = Limits(
            min_choices=self.whole("min_length") or 0,
            max_choices=1 if is_one else self.whole("max_length"),
            min_spend_minor=self.money("min_sum_cost") or 0,
            max_spend_minor=self.money("max_sum_cost"),
            points=self.whole("max_sum_points"),
            max_points_each=self.whole("max_points"),
        )
        if limits.max_choices is not None and limits.max_choices < limits.min_choices:
            self._fault("min_length", "'min_length' is more than 'max_length'")
        if limits.max_spend_minor is not None and limits.max_spend_minor < limits.min_spend_minor:
            self._fault("min_sum_cost", "'min_sum_cost' is more than 'max_sum_cost'")
        return limits

    def whole(self, key: str) -> int | None:
        """Read a whole number, None where the key is absent or (with a fault) holds none."""
        value = self.values.get(key)
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS:
            return int(value)
        self._fault(key, f"{key!r} is {value[:40]!r}, not a whole number")
        return None

    def money(self, key: str) -> int | None:
        """Read an amount in minor units, None where the key is absent or (with a fault) holds none."""
        value = self.values.get(key)
        if not value:
            return None
        try:
            amount = minor(value, self.currency)
        except ValueError as error:
            self._fault(key, f"{key!r}: {error}")
            return None
        if amount < 0:
            self._fault(key, f"{key!r} is below nothing")
        return amount

    def day(self, key: str, *, is_end: bool = False) -> date:
        """Read a day; a bare year is its first day or, at the end, its last."""
        value = self.values.get(key, "")
        try:
            if value.isascii() and value.isdigit():
                return date(int(value), 12, 31) if is_end else date(int(value), 1, 1)
            day, month, year = value.split(".")
            return date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            self._fault(key, f"{key!r} is {value[:40]!r}, not a day as DD.MM.YYYY or a year")
            return date.min

    def days(self) -> tuple[date, date]:
        """Read the first and the last day of the vote."""
        first, last = self.day("date_begin"), self.day("date_end", is_end=True)
        if last < first:
            self._fault("date_end", "the vote ends before it begins")
        return first, last

    def check_count(self, key: str, found: int) -> None:
        """Report where the file does not hold what META announces."""
        announced = self.whole(key)
        if announced is not None and announced != found:
            self._fault(key, f"{key!r} is {announced:,}, but the file holds {found:,}")

    def _fault(self, key: str, reason: str) -> None:
        self._report.fault(self._lines.get(key, 1), reason)
