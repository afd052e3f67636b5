"""Money is a whole number of minor units; how many make one unit depends on the currency."""

import re
from decimal import Decimal

MOST_DECIMALS = 3
LARGEST = 2**53 - 1  # canonical bytes hold no larger number
AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
# ISO 4217, and the forint, which has had no fillér since 1999.
WITHOUT_DECIMALS = frozenset(
    "BIF CLP DJF GNF HUF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split()  # noqa: SIM905 - reads better
)
WITH_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def decimals(currency: str) -> int:
    """Give the number of decimals of an amount in this currency (an ISO 4217 code)."""
    if currency in WITHOUT_DECIMALS:
        return 0
    return MOST_DECIMALS if currency in WITH_THREE_DECIMALS else 2


def in_units(amount_minor: int, currency: str) -> str:
    """Write an amount in units: without decimals where it has none ("1250"), else with all of them ("1250.50")."""
    places = decimals(currency)
    whole, rest = divmod(amount_minor, 10**places)
    return f"{whole}.{rest:0{places}}" if rest else str(whole)


def minor(amount: str, currency: str) -> int:
    """Turn an amount written in units ("1331751.11") into minor units.

    ValueError where it is no number, has more decimals than the currency, or is too large.
    """
    if not AMOUNT.fullmatch(amount):
        raise ValueError(f"{amount[:40]!r} is not an amount such as 1250 or 1250.50")
    scaled = Decimal(amount).scaleb(decimals(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} has more decimals than {currency} has ({decimals(currency)})")
    if abs(scaled) > LARGEST:
        raise ValueError(f"{amount} is more than can be counted")
    return int(scaled)
