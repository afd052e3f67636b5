"""Numbers and shares in the reader's language."""

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, to_locale


def format_number(value: float) -> str:
    return str(format_decimal(value, locale=_locale()))


def format_share(part: float, whole: float, digits: int = 0) -> str:
    """`part` of `whole` in percent, with up to so many digits; a dash where there is no whole."""
    if not whole:
        return "–"
    return str(format_percent(round(part / whole, digits + 2), locale=_locale(), decimal_quantization=False))


def _locale() -> str:
    return to_locale(get_language() or "en")
