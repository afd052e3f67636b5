"""Amounts as people type them: 12 000, 12.000,50, 12,000.50 or 12'000, with or without the currency's sign."""

import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal

LONGEST = 40
LARGEST_MINOR = 2**53 - 1  # what the canonical form of a manifest holds
GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[ '.,])\d{3})(?:(?P=mark)\d{3})*")
PLAIN = re.compile(r"\d+")
DECIMALS = re.compile(r"(?P<whole>.*\d)(?P<mark>[.,])(?P<decimals>\d+)")
ROUND_SUM = re.compile(r"[.,] ?-+$")  # 12.000,- as shops write it
SAME_MARK = str.maketrans("’`\N{ACUTE ACCENT}\N{EN DASH}—\N{MINUS SIGN}_", "'''--- ")


class NotAnAmount(ValueError):  # noqa: N818 - what it is, not that it went wrong
    """The text is no amount: `code` is unreadable, too_fine or too_large; `understood` what was read of it."""

    def __init__(self, code: str, understood: Decimal | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.understood = understood


def parse_amount(text: str, per_unit: int, signs: Collection[str] = ()) -> int:
    """The amount in minor units, where `per_unit` of them make one of the currency.

    A single mark before exactly three figures parts thousands (12.000 is twelve thousand), but after a lone
    zero it starts the decimals. `signs` are the words of the currency that may stand beside the figures.
    Raises NotAnAmount.
    """
    if len(text) > LONGEST:
        raise NotAnAmount("unreadable")
    amount = _read(_bare(text, signs))
    minor = amount * per_unit
    if minor != minor.to_integral_value():
        raise NotAnAmount("too_fine", amount)
    if minor > LARGEST_MINOR:
        raise NotAnAmount("too_large", amount)
    return int(minor)


def _bare(text: str, signs: Collection[str]) -> str:
    """The figures and their marks alone."""
    plain = unicodedata.normalize("NFKC", text.translate(SAME_MARK)).casefold().strip().rstrip(" .")
    for sign in signs:
        word = sign.casefold()
        plain = plain.removeprefix(word).removesuffix(word).strip()
    plain = "".join(char for char in plain if unicodedata.category(char) != "Sc")
    return ROUND_SUM.sub("", " ".join(plain.split()))


def _read(text: str) -> Decimal:
    whole = _whole(text)
    if whole is not None:
        return Decimal(whole)
    match = DECIMALS.fullmatch(text)
    whole = _whole(match["whole"]) if match and match["mark"] not in match["whole"] else None
    if match is None or whole is None:
        raise NotAnAmount("unreadable")
    return Decimal(f"{whole}.{match['decimals']}")


def _whole(text: str) -> int | None:
    """A number without decimals; None where the text is something else."""
    is_grouped = GROUPED.fullmatch(text) and not text.startswith("0")
    if not (is_grouped or PLAIN.fullmatch(text)):
        return None
    return int(re.sub(r"\D", "", text))
