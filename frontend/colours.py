"""Colours as the eye weighs them: contrast by WCAG 2.2, and mixing. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TEXT, SHAPE = 4.5, 3.0  # the contrast that text needs, and that a shape or a control needs
STEPS = 100
HEX = re.compile(r"#?(?P<digits>[0-9a-fA-F]{6})")


@dataclass(frozen=True)
class Colour:
    """Red, green and blue, 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"

    @property
    def luminance(self) -> float:
        """Relative luminance: 0 is black, 1 is white."""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def parse(text: str) -> Colour:
    """#1C4B78, or the same without the #; ValueError for anything else."""
    found = HEX.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    digits = found["digits"]
    return Colour(*(int(digits[at : at + 2], 16) for at in (0, 2, 4)))


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def least(colour: Colour, grounds: Sequence[Colour]) -> float:
    """The contrast on the ground where it is lowest, cut (not rounded) to one digit as it is told."""
    return int(10 * min(contrast(colour, ground) for ground in grounds)) / 10


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of `other` in `one`, channel by channel."""
    pairs = zip((one.red, one.green, one.blue), (other.red, other.green, other.blue), strict=True)
    return Colour(*(round(a + (b - a) * share) for a, b in pairs))


def toward(colour: Colour, end: Colour, grounds: Sequence[Colour], ratio: float) -> Colour:
    """The colour, mixed with no more of `end` than it takes to stand out from every ground; `end` if nothing does."""
    mixed = (mix(colour, end, step / STEPS) for step in range(STEPS + 1))
    return next((one for one in mixed if least(one, grounds) >= ratio), end)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the sRGB curve
