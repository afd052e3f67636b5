"""A city's own colours and mark: what the settings say, what follows from it, and whether it can be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from frontend.colours import BLACK, SHAPE, TEXT, WHITE, Colour, least, mix, parse, toward

SHEET = Path(__file__).parent / "static" / "css" / "tokens.css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), ?(#\w{6})\);")
GROUNDS = ("paper", "sheet", "sunk")
LOGO_KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
Place = tuple[str, list[Colour], Colour]
TINT = 0.88  # how much of the sheet is in a tint


@dataclass(frozen=True)
class Pair:
    """A colour by day and at dusk."""

    light: Colour
    dark: Colour

    def __str__(self) -> str:
        return f"light-dark({self.light}, {self.dark})"


@cache
def tokens() -> dict[str, Pair]:
    """The colours of the style sheet that have six digits."""
    return {name: Pair(parse(light), parse(dark)) for name, light, dark in PAIR.findall(SHEET.read_text())}


def grounds() -> tuple[list[Colour], list[Colour]]:
    """What text stands on, by day and at dusk."""
    found = [tokens()[name] for name in GROUNDS]
    return [pair.light for pair in found], [pair.dark for pair in found]


def pair_of(values: Sequence[str], ratio: float) -> Pair | None:
    """The colour for the day and, where none is given, one for dusk as near to it as can be told from the ground."""
    if not values:
        return None
    light = parse(values[0])
    if values[1:]:
        return Pair(light, parse(values[1]))
    return Pair(light, toward(light, WHITE, grounds()[1], ratio))


def palette() -> dict[str, Pair]:
    """The tokens that the city's colours replace; none where it has set none, or none that can be told."""
    try:
        return _palette(tuple(settings.BRAND_MAIN), tuple(settings.BRAND_ACCENT))
    except ValueError:
        return {}


@cache
def _palette(main_colours: tuple[str, ...], accent_colours: tuple[str, ...]) -> dict[str, Pair]:
    found: dict[str, Pair] = {}
    if main := pair_of(main_colours, TEXT):
        sheet = tokens()["sheet"]
        found["link"] = found["btn"] = main
        found["link-tint"] = Pair(mix(main.light, sheet.light, TINT), mix(main.dark, sheet.dark, TINT))
        found["btn-ink"] = Pair(_ink_on(main.light), _ink_on(main.dark))
    if accent := pair_of(accent_colours, SHAPE):
        found["clasp"] = accent
    return found


def style_sheet() -> str:
    """The brand as a style sheet, for browsers with and without light-dark(); empty where there is nothing to say."""
    found = palette()
    if not found:
        return ""
    pairs, light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in chosen.items())
        for chosen in (found, _side(found, "light"), _side(found, "dark"))
    )
    return (
        f":root{{{pairs}}}\n@supports not (color:light-dark(#000,#fff)){{:root{{{light}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}}}\n"
    )


def logo() -> Path | None:
    """The file of the city's mark, if it is named and is there: in DATA_DIR itself and of a kind we serve."""
    name = settings.BRAND_LOGO
    file = Path(settings.DATA_DIR) / name
    is_plain = bool(name) and Path(name).name == name and file.suffix.lower() in LOGO_KINDS
    return file if is_plain and file.is_file() else None


def faults() -> list[tuple[str, str]]:
    """What is wrong with the colours: (what, what to do).

    The main colour is read as text. The accent is seen inside a line of ink, which by day is what it must differ from.
    """
    by_day, at_dusk = grounds()
    text = [("on the light pages", by_day, BLACK), ("on the dark pages", at_dusk, WHITE)]
    shape = [("inside its line of ink", [tokens()["ink"].light], WHITE), text[1]]
    return [
        *_colour_faults("BRAND_MAIN", settings.BRAND_MAIN, TEXT, text),
        *_colour_faults("BRAND_ACCENT", settings.BRAND_ACCENT, SHAPE, shape),
    ]


def _colour_faults(name: str, values: Sequence[str], ratio: float, places: Sequence[Place]) -> list[tuple[str, str]]:
    try:
        pair = pair_of(values, ratio)
    except ValueError as error:
        return [(f"{name}: {error} is no colour.", "Write six hexadecimal digits, such as 1C4B78.")]
    sides = zip((pair.light, pair.dark), places, strict=True) if pair else []
    return [
        (
            f"{name}: {colour} has a contrast of {least(colour, behind)} : 1 {where}; it needs {ratio} : 1.",
            f"The nearest colour that can be told there is {toward(colour, end, behind, ratio)}.",
        )
        for colour, (where, behind, end) in sides
        if least(colour, behind) < ratio
    ]


def _side(pairs: dict[str, Pair], side: str) -> dict[str, Colour]:
    return {name: getattr(pair, side) for name, pair in pairs.items()}


def _ink_on(ground: Colour) -> Colour:
    """The ink, light or dark, that reads better on a ground."""
    return max(tokens()["btn"].light, tokens()["btn-ink"].light, key=lambda ink: least(ink, [ground]))
