"""The tables of the money pages as CSV files."""

import csv
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from budgets.queries.breakdowns import category_statements, month_statements, payee_statements
from budgets.queries.statements import award_statements, district_statements, round_statements
from budgets.queries.tables import (
    Row,
    awards_table,
    categories_table,
    districts_table,
    months_table,
    payees_table,
    rounds_table,
    spending_table,
)
from budgets.views.fetching import fetch_round
from city.rules.sheets import safe_cell


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view's signature
    return _file("rounds.csv", rounds_table(round_statements()))


@require_safe
def districts(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    round = fetch_round(slug)
    return _file(f"{slug}-districts.csv", districts_table(round, district_statements(round)))


@require_safe
def awards(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    round = fetch_round(slug)
    return _file(f"{slug}-awards.csv", awards_table(round, award_statements(round)))


@require_safe
def spending(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    round = fetch_round(slug)
    return _file(f"{slug}-spending.csv", spending_table(round, award_statements(round)))


@require_safe
def categories(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    round = fetch_round(slug)
    return _file(f"{slug}-categories.csv", categories_table(round, category_statements(award_statements(round))))


@require_safe
def payees(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    round = fetch_round(slug)
    return _file(f"{slug}-payees.csv", payees_table(round, payee_statements(award_statements(round))))


@require_safe
def months(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    round = fetch_round(slug)
    return _file(f"{slug}-months.csv", months_table(round, month_statements(award_statements(round))))


def _file(name: str, rows: Iterable[Row]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response).writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    return response
