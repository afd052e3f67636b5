"""The money, for everybody: every round, and one round to the last invoice."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.forms import AwardFilter
from budgets.queries.breakdowns import category_statements, month_statements, other_payees, payee_statements
from budgets.queries.statements import (
    AwardStatement,
    RoundStatement,
    award_statements,
    district_statements,
    latest_payments,
    round_statement,
    round_statements,
)
from budgets.rules.delivery import Delivery
from budgets.views.fetching import fetch_round
from city.queries.permissions import may
from city.rules.phases import Verb
from voting.queries.decisions import fallthroughs

LATEST = 8  # payments on the front page of the money
PAYEES = 8  # largest ones on the page of a round, until all are asked for


@dataclass(frozen=True)
class Section:
    """Rounds that may be added up: they are in one currency, and all the city's own or all held elsewhere."""

    currency: str
    is_imported: bool
    statements: list[RoundStatement]
    envelope_minor: int
    delivery: Delivery

    @property
    def unawarded_minor(self) -> int:
        return self.envelope_minor - self.delivery.awarded_minor


@require_safe
def budgets(request: HttpRequest) -> HttpResponse:
    context = {"sections": _sections(round_statements()), "payments": latest_payments(LATEST)}
    return render(request, "budgets/budgets.html", context)


@require_safe
def round(request: HttpRequest, slug: str) -> HttpResponse:
    it = fetch_round(slug)
    districts = district_statements(it)
    whole = round_statement(it, districts)
    awards = award_statements(it)
    form = AwardFilter(request.GET, districts=[statement.district for statement in districts])
    found = form.keep(awards)
    payees = payee_statements(awards)
    shown = len(payees) if request.GET.get("payees") == "all" or len(payees) == PAYEES + 1 else PAYEES
    context = {
        "round": it,
        "whole": whole,
        "whole_awards": len(awards),
        "districts": districts,
        "categories": category_statements(awards),
        "payees": payees[:shown],
        "others": other_payees(payees[shown:]),
        "months": month_statements(awards),
        "form": form,
        "found": len(found),
        "award_groups": _by_district(found),
        "fallthroughs": fallthroughs(it),
        "currency": it.currency,
        "may_spend": may(request.user, Verb.COMMIT, it),
    }
    return render(request, "budgets/round.html", context)


def _sections(statements: Iterable[RoundStatement]) -> list[Section]:
    """The city's own rounds before those held elsewhere; the currency of the latest round first."""
    parts: dict[tuple[bool, str], list[RoundStatement]] = {}
    for statement in statements:
        parts.setdefault((statement.round.is_imported, statement.round.currency), []).append(statement)
    own_first = sorted(parts.items(), key=lambda item: item[0][0])
    return [_section(currency, part, is_imported=is_imported) for (is_imported, currency), part in own_first]


def _section(currency: str, part: list[RoundStatement], *, is_imported: bool) -> Section:
    whole = sum(statement.envelope_minor for statement in part)
    return Section(currency, is_imported, part, whole, sum((statement.delivery for statement in part), Delivery()))


def _by_district(awards: Iterable[AwardStatement]) -> list[tuple[str, list[AwardStatement]]]:
    """Awards under the name of their district; they come sorted by it."""
    by_name = groupby(awards, key=lambda statement: statement.award.outcome.district.name)
    return [(name, list(part)) for name, part in by_name]
