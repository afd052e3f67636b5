"""Money in words of the reader's language.

Amounts are integers in minor units; how many of them make one unit depends on the currency (ISO 4217).
"""

from copy import copy
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberPattern, get_currency_symbol
from django.utils.translation import get_language, to_locale

from city.rules.money import decimals

# What people write where the reader's language has only the three letters.
AT_HOME = {"PLN": "zł", "CZK": "Kč", "HUF": "Ft", "SEK": "kr", "NOK": "kr", "DKK": "kr"}


def minor_per_unit(currency: str) -> int:
    """How many minor units make one of the currency: 100 for EUR, 1 for JPY; HUF is counted in whole forint."""
    return int(10 ** decimals(currency))


def format_money(minor: int, currency: str) -> str:
    """The amount as people write it: whole units without decimals, others with all of them."""
    per_unit = minor_per_unit(currency)
    locale = _locale(get_language() or "en")
    pattern = _pattern(locale, is_whole=minor % per_unit == 0)
    symbol = get_currency_symbol(currency, locale)
    amount = Decimal(minor) / per_unit
    if symbol == currency:
        bare: str = pattern.apply(amount, locale, currency="", currency_digits=False).strip("\xa0 ")
        return f"{bare}\xa0{AT_HOME.get(currency, currency)}"
    written: str = pattern.apply(amount, locale, currency=currency, currency_digits=False)
    return written


@lru_cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(to_locale(language))
    except UnknownLocaleError:
        return Locale("en")


@lru_cache
def _pattern(locale: Locale, *, is_whole: bool) -> NumberPattern:
    pattern: NumberPattern = copy(locale.currency_formats["standard"])
    pattern.frac_prec = (0, 0) if is_whole else pattern.frac_prec
    return pattern
