"""The PROJECTS section."""

import re
from collections.abc import Sequence
from decimal import Decimal

from city.rules.money import minor
from voting.rules.contest import Project
from voting.rules.pabulib.columns import Columns
from voting.rules.pabulib.election import Listing
from voting.rules.pabulib.report import Report

MOST_PROJECTS = 10_000
LONGEST_CODE = 32
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,30})?")
OWN_COLUMNS = frozenset(
    {
        *("project_id", "cost", "name", "votes", "score", "selected", "category", "beneficiaries", "target"),
        *("neighborhood", "description", "latitude", "longitude"),
    }
)
# Cities write this cost for a project that was withdrawn while people voted.
WITHDRAWN_COST = Decimal(999999999)


class Projects:
    """The projects read so far, in file order."""

    def __init__(self, currency: str, budget_minor: int, report: Report) -> None:
        self.projects: dict[str, Project] = {}
        self.listings: dict[str, Listing] = {}
        self.withdrawn: set[str] = set()
        self.is_whole = True
        self._currency = currency
        self._budget_minor = budget_minor
        self._report = report

    def read_header(self, line: int, row: Sequence[str]) -> None:
        self._columns = Columns(line, row, ("project_id", "cost"), self._report)

    def read_row(self, line: int, row: Sequence[str]) -> None:
        if len(self.projects) >= MOST_PROJECTS:
            raise self._report.stop(line, f"there are more than {MOST_PROJECTS:,} projects")
        if not (self._columns.fits(line, row) and self._is_new(self._columns.cell(row, "project_id"), line)):
            self.is_whole = False
            return
        code = self._columns.cell(row, "project_id")
        self.projects[code] = Project(
            code=code,
            title=self._columns.cell(row, "name").strip() or code,
            cost_minor=self._cost(line, row, code),
            category=next(iter(self._list(row, "category")), ""),
        )
        self.listings[code] = self._listing(line, row, code)

    def _is_new(self, code: str, line: int) -> bool:
        reason = ""
        if not code or code != code.strip() or "," in code:
            reason = f"{code[:40]!r} is no project_id: it is empty or has a comma or a space around it"
        elif len(code) > LONGEST_CODE:
            reason = f"the project_id {code[:40]!r} is longer than {LONGEST_CODE} characters"
        elif code in self.projects:
            reason = f"the project {code!r} appears twice"
        if reason:
            self._report.fault(line, reason)
        return not reason

    def _cost(self, line: int, row: Sequence[str], code: str) -> int:
        text = self._columns.cell(row, "cost")
        try:
            cost_minor = minor(text, self._currency)
        except ValueError as error:
            self._report.fault(line, f"the cost of project {code!r}: {error}")
            return 0
        if cost_minor < 0:
            self._report.fault(line, f"the cost of project {code!r} is below nothing")
        elif cost_minor == 0:
            self._report.note(line, f"project {code!r} costs nothing, so no money can be given to it")
        elif Decimal(text) == WITHDRAWN_COST:
            self.withdrawn.add(code)
            self._report.note(line, f"project {code!r} costs {text}, which means it was withdrawn")
        elif cost_minor > self._budget_minor:
            self._report.note(line, f"project {code!r} costs more than the budget")
        return cost_minor

    def _listing(self, line: int, row: Sequence[str], code: str) -> Listing:
        return Listing(
            code=code,
            votes=self._whole(line, row, "votes"),
            score=self._whole(line, row, "score"),
            selected=self._whole(line, row, "selected"),
            categories=self._list(row, "category"),
            beneficiaries=self._list(row, "beneficiaries") or self._list(row, "target"),
            neighborhood=self._columns.cell(row, "neighborhood").strip(),
            description=self._columns.cell(row, "description").strip(),
            latitude=self._degrees(line, row, "latitude", 90),
            longitude=self._degrees(line, row, "longitude", 180),
            more={name: cell for name, cell in self._columns.named(row) if name not in OWN_COLUMNS and cell},
            line=line,
        )

    def _list(self, row: Sequence[str], name: str) -> tuple[str, ...]:
        items = (item.strip() for item in self._columns.cell(row, name).split(","))
        return tuple(item for item in items if item)

    def _whole(self, line: int, row: Sequence[str], name: str) -> int | None:
        value = self._number(line, row, name)
        if value is None or value == value.to_integral_value():
            return None if value is None else int(value)
        self._report.fault(line, f"{name!r} is {value}, not a whole number")
        return None

    def _degrees(self, line: int, row: Sequence[str], name: str, most: int) -> Decimal | None:
        value = self._number(line, row, name)
        if value is None or abs(value) <= most:
            return value
        self._report.fault(line, f"{name!r} is {value}, beyond {most} degrees")
        return None

    def _number(self, line: int, row: Sequence[str], name: str) -> Decimal | None:
        text = self._columns.cell(row, name)
        if not text:
            return None
        if NUMBER.fullmatch(text):
            return Decimal(text)
        self._report.fault(line, f"{name!r} is {text[:40]!r}, not a number")
        return None
