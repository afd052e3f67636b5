"""Squares for a telephone's camera (QR codes, ISO/IEC 18004), as a path to draw in place."""

from itertools import groupby
from typing import NamedTuple

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of margin, as the standard asks


class Squares(NamedTuple):
    """`size` modules wide and high, margins included; `path` runs around the dark ones."""

    size: int
    path: str


def squares(text: str) -> Squares:
    """The code that says this text; a part of it may be dirty or torn and it is still read (level M)."""
    code = QRCode(border=QUIET, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    runs = [run for y, row in enumerate(rows) for run in _runs(row, y)]
    return Squares(len(rows), "".join(runs))


def _runs(row: list[bool], y: int) -> list[str]:
    """The dark stretches of a row, each a rectangle."""
    found, x = [], 0
    for is_dark, modules in groupby(row):
        width = len(list(modules))
        if is_dark:
            found.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return found
