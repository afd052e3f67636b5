"""Money on its way as the lengths of a purse."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from budgets.queries import tables
from budgets.queries.breakdowns import MonthStatement
from budgets.queries.statements import DistrictStatement
from budgets.rules.delivery import Delivery
from city.models import Round
from city.queries.money import format_money

register = template.Library()

# Series of the style sheet. What is left needs none: a purse hatches it.
PAID, ORDERED, AWARDED = 4, 8, 6


@register.filter
def spent(delivery: Delivery) -> list[dict[str, object]]:
    """{{ delivery|spent }}: what is paid, then what is ordered and not yet paid, for the purse of an award."""
    parts = [(delivery.paid_minor, PAID, _("Paid")), (delivery.unpaid_minor, ORDERED, _("Ordered, not yet paid"))]
    return [{"amount": amount, "series": series, "title": title} for amount, series, title in parts if amount]


@register.filter
def stages(delivery: Delivery) -> list[dict[str, object]]:
    """{{ delivery|stages }}: as `spent`, then what is awarded and not yet ordered, for the purse of an envelope."""
    left = {"amount": delivery.left_minor, "series": AWARDED, "title": _("Awarded, not yet ordered")}
    return [*spent(delivery), left] if delivery.left_minor else spent(delivery)


@register.filter
def units(amount_minor: int, currency: str) -> str:
    """{{ amount_minor|units:currency }}: 86000.00, for programs and charts."""
    return str(tables.units(amount_minor, currency))


@register.filter
def places(districts: Iterable[DistrictStatement], round: Round) -> list[dict[str, object]]:
    """{{ districts|places:round }}: the districts for the map, each with what is paid there (elsewhere: awarded)."""
    return [
        {
            "code": one.district.code,
            "name": one.district.name,
            "boundary": one.district.boundary,
            "value": format_money(_shown(one.delivery, round), round.currency),
            "url": f"?district={one.district.code}#ideas",
        }
        for one in districts
        if not one.district.is_citywide
    ]


def _shown(delivery: Delivery, round: Round) -> int:
    return delivery.awarded_minor if round.is_imported else delivery.paid_minor


@register.filter
def most_in_a_month(months: Iterable[MonthStatement]) -> int:
    """{{ months|most_in_a_month }}: the largest sum, which a full bar stands for."""
    return max((max(month.committed_minor, month.paid_minor) for month in months), default=0)
