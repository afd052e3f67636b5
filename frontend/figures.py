"""Numbers, shares and days in the reader's language."""

from datetime import date, datetime

from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext, to_locale


def format_number(value: float) -> str:
    return str(format_decimal(value, locale=_locale()))


def format_share(part: float, whole: float, digits: int = 0) -> str:
    """`part` of `whole` in percent, with up to so many digits; a dash where there is no whole."""
    if not whole:
        return "–"
    return str(format_percent(round(part / whole, digits + 2), locale=_locale(), decimal_quantization=False))


def format_day(value: date | datetime) -> str:
    """Sunday 14 June."""
    return date_format(city_time(value), pgettext("date format", "l j F"))


def city_time(value: date | datetime) -> date | datetime:
    """A moment on the city's own clock."""
    return timezone.localtime(value) if isinstance(value, datetime) else value


def _locale() -> str:
    return to_locale(get_language() or "en")
