"""Where the parts of a purse lie: amounts in, percentages out. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PHONE_PX = 320
DESKTOP_PX = 1000
CODE_CHAR_PX = 8
WORD_CHAR_PX = 8.8
ORDER = (2, 3, 1, 6, 4, 7, 5, 8)


@dataclass(frozen=True)
class Part:
    """One length of a purse; positions in percent of the whole, written for SVG attributes."""

    x: str
    width: str
    middle: str
    end: str
    series: int
    code: str
    title: str
    scene: str
    seed: int
    pill: int
    half_pill: str
    is_tight: bool


def series_of(number: int) -> int:
    """The series (1 to 8) of the nth part, counted from 1, so that neighbours alternate dark and light."""
    return ORDER[(number - 1) % len(ORDER)]


def percent(share: float) -> str:
    return f"{share:.3f}".rstrip("0").rstrip(".")


def lay_out(segments: Iterable[Mapping[str, Any]], total: int) -> list[Part]:
    """The parts side by side from the start.

    A segment holds `amount`, and may hold `series` (0 is plain) or `number` (its place on the ballot, which gives it
    a series; else its place here does), `code`, `title`, `scene` and `seed`.
    """
    parts: list[Part] = []
    start = 0.0
    for number, segment in enumerate(segments, start=1):
        share = 100 * segment["amount"] / total if total else 0.0
        parts.append(_part(segment, number, start, share))
        start += share
    return parts


def _part(segment: Mapping[str, Any], number: int, start: float, share: float) -> Part:
    code = str(segment.get("code", ""))
    pill = max(26, CODE_CHAR_PX * len(code) + 12)
    fits = bool(code) and share * DESKTOP_PX / 100 > pill + 6
    return Part(
        x=percent(start),
        width=percent(share),
        middle=percent(start + share / 2),
        end=percent(start + share),
        series=segment.get("series", series_of(segment.get("number", number))),
        code=code if fits else "",
        title=str(segment.get("title", "")),
        scene=str(segment.get("scene", "")),
        seed=int(segment.get("seed", 0)),
        pill=pill,
        half_pill=percent(-pill / 2),
        is_tight=share * PHONE_PX / 100 < pill + 6,
    )


def has_room(part: Part, segment: Mapping[str, Any]) -> bool:
    """Whether a part's title and sum have room under it on a desktop."""
    longest = max(len(segment["title"]), len(segment["words"]))
    return float(part.width) * DESKTOP_PX / 100 > longest * WORD_CHAR_PX + WORD_CHAR_PX
