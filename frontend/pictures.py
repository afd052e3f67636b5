"""Pictures as files: vectors for pages, pixels for link previews and for whatever draws no vectors. Pure."""

import re
from pathlib import Path

from resvg_py import svg_to_bytes

from frontend import scenes

PNG_WIDTH = 960
ICON_WIDTH = 180
ICON = Path(__file__).parent / "static" / "img" / "purse.svg"
NAME = re.compile(r"(?P<key>[a-z0-9-]+?)(?:_(?P<seed>\d{1,2}))?")


def picture_name(key: str, seed: int) -> str:
    """The name a picture is fetched by: the key, and the seed where it varies."""
    varied = seed % scenes.VARIETY if key in scenes.SCENES else 0
    return f"{key}_{varied}" if varied else key


def draw_file(name: str, extension: str) -> tuple[bytes, str]:
    """The picture of this name and its media type; KeyError where there is none.

    Vectors have a dusk for dark themes, pixels are by day.
    """
    found = NAME.fullmatch(name)
    key, seed = (found["key"], int(found["seed"] or 0)) if found else (name, 0)
    if extension == "svg":
        return scenes.draw(key, seed).encode(), "image/svg+xml"
    drawn = scenes.draw(key, seed, has_dusk=False)
    return bytes(svg_to_bytes(svg_string=drawn, width=PNG_WIDTH, skip_system_fonts=True)), "image/png"


def draw_icon() -> tuple[bytes, str]:
    """The purse as a device shows it among its apps."""
    return bytes(svg_to_bytes(svg_string=ICON.read_text(), width=ICON_WIDTH, skip_system_fonts=True)), "image/png"
