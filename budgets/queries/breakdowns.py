"""The money of one round from other sides: by category, by payee, by month. All from its award statements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from budgets.queries.statements import AwardStatement
from budgets.rules.delivery import Delivery
from proposals.models import Category

MONTHS = 12


@dataclass(frozen=True)
class CategoryStatement:
    """The money of one kind of idea; of ideas without a category where it is None."""

    category: Category | None
    awards: int
    delivery: Delivery


@dataclass(frozen=True)
class PayeeStatement:
    """What somebody was promised and paid, and for which ideas."""

    payee: str
    ideas: list[str]
    orders: int
    committed_minor: int
    paid_minor: int


@dataclass(frozen=True)
class OtherPayees:
    """The sums of payees that are not listed one by one."""

    count: int
    committed_minor: int
    paid_minor: int


@dataclass(frozen=True)
class MonthStatement:
    """What was promised and what was paid in a month, named by its first day."""

    month: date
    committed_minor: int
    paid_minor: int


def category_statements(statements: Iterable[AwardStatement]) -> list[CategoryStatement]:
    """Most awarded first."""
    found: dict[Category | None, list[Delivery]] = {}
    for statement in statements:
        found.setdefault(statement.award.proposal.category, []).append(statement.delivery)
    parts = [CategoryStatement(category, len(them), sum(them, Delivery())) for category, them in found.items()]
    return sorted(parts, key=lambda part: -part.delivery.awarded_minor)


def payee_statements(statements: Iterable[AwardStatement]) -> list[PayeeStatement]:
    """Whoever got the largest orders first."""
    orders: dict[str, list[tuple[str, int, int]]] = {}
    for statement in statements:
        for order in statement.commitments:
            line = (statement.award.proposal.title, order.amount_minor, order.paid_minor)
            orders.setdefault(order.payee, []).append(line)
    found = [
        PayeeStatement(
            payee,
            list(dict.fromkeys(title for title, _, _ in lines)),
            len(lines),
            sum(committed for _, committed, _ in lines),
            sum(paid for _, _, paid in lines),
        )
        for payee, lines in orders.items()
    ]
    return sorted(found, key=lambda one: (-one.committed_minor, one.payee))


def other_payees(payees: Collection[PayeeStatement]) -> OtherPayees | None:
    """These payees in one line; none where there are none."""
    if not payees:
        return None
    return OtherPayees(len(payees), sum(one.committed_minor for one in payees), sum(one.paid_minor for one in payees))


def month_statements(statements: Iterable[AwardStatement]) -> list[MonthStatement]:
    """Every month from the first order to the last order or payment, those without any too."""
    committed: dict[date, int] = {}
    paid: dict[date, int] = {}
    for statement in statements:
        for order in statement.commitments:
            _add(committed, order.committed_on, order.amount_minor)
            for payment in order.payments.all():
                _add(paid, payment.paid_on, payment.amount_minor)
    numbers = {_number(month) for month in [*committed, *paid]}
    months = [_month(number) for number in range(min(numbers), max(numbers) + 1)] if numbers else []
    return [MonthStatement(month, committed.get(month, 0), paid.get(month, 0)) for month in months]


def _add(sums: dict[date, int], day: date, amount_minor: int) -> None:
    month = day.replace(day=1)
    sums[month] = sums.get(month, 0) + amount_minor


def _number(month: date) -> int:
    return month.year * MONTHS + month.month - 1


def _month(number: int) -> date:
    return date(number // MONTHS, number % MONTHS + 1, 1)
