"""Money on its way as the lengths of a purse."""

from django import template
from django.utils.translation import gettext as _

from budgets.queries import tables
from budgets.rules.delivery import Delivery

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
