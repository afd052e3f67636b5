"""The tables of the money pages, as anyone can take them home: amounts in units of the currency, one row each."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgets.queries.breakdowns import CategoryStatement, MonthStatement, PayeeStatement
from budgets.queries.statements import AwardStatement, DistrictStatement, RoundStatement
from budgets.rules.delivery import Delivery
from city.models import Round
from city.queries.money import minor_per_unit

Row = tuple[object, ...]


def rounds_table(statements: Iterable[RoundStatement]) -> Iterator[Row]:
    yield ("round", "title", "currency", "set_aside", "awarded", "committed", "paid", "certified_at")
    for statement in statements:
        round = statement.round
        amounts = _sums(round, statement.delivery)
        yield (round.slug, round.title, round.currency, _units(round, statement.envelope_minor), *amounts, _day(round))


def districts_table(round: Round, statements: Iterable[DistrictStatement]) -> Iterator[Row]:
    yield ("district", "name", "currency", "set_aside", "awarded", "committed", "paid")
    for statement in statements:
        where = (statement.district.code, statement.district.name)
        envelope = _units(round, statement.envelope_minor)
        yield (*where, round.currency, envelope, *_sums(round, statement.delivery))


def awards_table(round: Round, statements: Iterable[AwardStatement]) -> Iterator[Row]:
    yield ("district", "place", "proposal", "title", "currency", "awarded", "committed", "paid")
    for statement in statements:
        award = statement.award
        where = (award.outcome.district.code, award.position, award.proposal.code, award.proposal.title)
        yield (*where, round.currency, *_sums(round, statement.delivery))


def spending_table(round: Round, statements: Iterable[AwardStatement]) -> Iterator[Row]:
    """A row for each commitment and each payment, told apart by `what`."""
    yield ("district", "proposal", "title", "what", "date", "payee", "purpose", "invoice", "currency", "amount")
    for statement in statements:
        yield from _spending_of(round, statement)


def _spending_of(round: Round, statement: AwardStatement) -> Iterator[Row]:
    award = statement.award
    where = (award.outcome.district.code, award.proposal.code, award.proposal.title)
    for order in statement.commitments:
        words = (order.payee, order.purpose)
        amount = _units(round, order.amount_minor)
        yield (*where, "committed", order.committed_on, *words, "", round.currency, amount)
        for payment in order.payments.all():
            amount = _units(round, payment.amount_minor)
            yield (*where, "paid", payment.paid_on, *words, payment.invoice, round.currency, amount)


def categories_table(round: Round, statements: Iterable[CategoryStatement]) -> Iterator[Row]:
    yield ("category", "name", "awards", "currency", "awarded", "committed", "paid")
    for statement in statements:
        category = statement.category
        what = (category.code, category.name) if category else ("", "")
        yield (*what, statement.awards, round.currency, *_sums(round, statement.delivery))


def payees_table(round: Round, statements: Iterable[PayeeStatement]) -> Iterator[Row]:
    yield ("payee", "orders", "proposals", "currency", "committed", "paid")
    for one in statements:
        amounts = (_units(round, one.committed_minor), _units(round, one.paid_minor))
        yield (one.payee, one.orders, "; ".join(one.ideas), round.currency, *amounts)


def months_table(round: Round, statements: Iterable[MonthStatement]) -> Iterator[Row]:
    yield ("month", "currency", "committed", "paid")
    for one in statements:
        amounts = (_units(round, one.committed_minor), _units(round, one.paid_minor))
        yield (f"{one.month:%Y-%m}", round.currency, *amounts)


def _sums(round: Round, delivery: Delivery) -> tuple[object, object, object]:
    """Awarded, promised and paid; of an election held elsewhere only the first is known."""
    awarded = _units(round, delivery.awarded_minor)
    if round.is_imported:
        return awarded, "", ""
    return awarded, _units(round, delivery.committed_minor), _units(round, delivery.paid_minor)


def units(amount_minor: int, currency: str) -> Decimal:
    """The amount in units of the currency, with as many decimals as it has."""
    per_unit = minor_per_unit(currency)
    return (Decimal(amount_minor) / per_unit).quantize(Decimal(1) / per_unit)


def _units(round: Round, amount_minor: int) -> Decimal:
    return units(amount_minor, round.currency)


def _day(round: Round) -> str:
    return round.certified_at.isoformat() if round.certified_at else ""
