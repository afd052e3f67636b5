"""Money, numbers, shares and moments in words. Always there: no load needed."""

from datetime import date, datetime

from django import template
from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timesince import timeuntil
from django.utils.translation import ngettext, pgettext

from city.queries.money import format_money
from frontend.figures import city_time, format_day, format_number, format_share

register = template.Library()
FIRST_FIGURE = 10
DAYS_IN_HOURS = 2


@register.simple_tag(name="money")
def money_tag(amount_minor: int, currency: str) -> str:
    """{% money amount_minor currency %}: €86,000."""
    return format_money(amount_minor, currency)


@register.filter
def money(amount_minor: int | None, currency: str) -> str:
    """{{ amount_minor|money:currency }}: €86,000; nothing where there is no sum."""
    return "" if amount_minor is None else format_money(amount_minor, currency)


@register.filter
def number(value: float) -> str:
    """{{ 12480|number }}: 12,480."""
    return format_number(value)


@register.filter
def counted(value: int) -> str:
    """{{ 5|counted }}: Five, to begin a sentence; from ten on in figures."""
    return capfirst(str(apnumber(value))) if value < FIRST_FIGURE else format_number(value)


@register.filter
def gain(value: int) -> str:
    """{{ 6|gain }}: +6; 0 stays 0."""
    return f"+{format_number(value)}" if value > 0 else format_number(value)


@register.filter
def share(part: float, whole: float) -> str:
    """{{ 1214|share:2310 }}: 53%."""
    return format_share(part, whole)


@register.filter
def exact_share(part: float, whole: float) -> str:
    """{{ 2310|exact_share:14870 }}: 15.5%."""
    return format_share(part, whole, digits=1)


@register.filter
def day(value: date | datetime) -> str:
    """Sunday 14 June."""
    return format_day(value)


@register.filter
def short_day(value: date | datetime) -> str:
    """14 Jun."""
    return date_format(city_time(value), pgettext("date format", "j M"))


@register.filter
def year_day(value: date | datetime) -> str:
    """14 June 2026."""
    return date_format(city_time(value), pgettext("date format", "j F Y"))


@register.filter
def moment(value: datetime) -> str:
    """Sunday 14 June, 20:00."""
    return date_format(city_time(value), pgettext("date format", "l j F, H:i"))


@register.filter
def time_left(value: datetime) -> str:
    """9 days; in the last two days hours and minutes."""
    days = (value - timezone.now()).days
    if days < DAYS_IN_HOURS:
        return timeuntil(value)
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


@register.filter
def iso(value: date | datetime) -> str:
    """For the datetime attribute of a time element."""
    return value.isoformat()


@register.filter
def initials(name: str) -> str:
    """Mirko Kessel: MK."""
    return "".join(word[0] for word in name.split()[:2]).upper()
