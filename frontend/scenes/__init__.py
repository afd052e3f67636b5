"""Pictures of proposals: sky, one coin (sun or moon), a pale town, a subject, people. Pure: the same seed, the same picture.

All fills are classes (palette.py), so one drawing is day in the light theme and dusk in the dark.
"""

from frontend.scenes import green, house, indoors, places, street, water
from frontend.scenes.chance import Chance
from frontend.scenes.palette import style_of
from frontend.scenes.parts import circle, line, path, rect
from frontend.scenes.people import person

SCENES = {
    "steps": water.steps, "ramp": water.ramp, "fountain": water.fountain, "pool": water.pool,
    "trees": street.trees, "crossing": street.crossing, "cycling": street.cycling, "market": street.market,
    "shelter": street.shelter, "pavement": street.pavement,
    "garden": green.garden, "lights": green.lights, "stage": green.stage, "playground": green.playground,
    "pitch": green.pitch, "allotment": green.allotment, "dogs": green.dogs, "rest": green.rest, "gym": green.gym,
    "workshop": house.workshop, "library": house.library, "mural": house.mural, "roofs": house.roofs,
    "care": house.care, "lesson": house.lesson,
    "kitchen": indoors.kitchen, "music": indoors.music, "laundry": indoors.laundry, "climbing": indoors.climbing,
    "toilet": places.toilet, "lift": places.lift, "skating": places.skating, "boats": places.boats,
    "schoolyard": places.schoolyard, "clock": places.clock, "bins": places.bins, "film": places.film,
}  # fmt: skip

DOORS = {f"{state}-{paint}": (state == "open", paint) for state in ("open", "shut") for paint in ("c1", "c2", "c4")}
SIZES = {"hero": (640, 440), **dict.fromkeys(DOORS, (120, 148))}
SIZE = (480, 300)
VARIETY = 24  # different drawings of one theme


def draw(key: str, seed: int = 0, *, has_dusk: bool = True) -> str:
    """The picture as an SVG file: a theme of SCENES, the town itself (`hero`) or a door of DOORS.

    Without dusk it is drawn by day only. KeyError where there is no such picture.
    """
    width, height = size_of(key)
    body = _body(key, seed % VARIETY)
    style = style_of(body, has_dusk=has_dusk)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" preserveAspectRatio="xMidYMid slice">'
        f"<style>{style}</style>{body}</svg>"
    )


def size_of(key: str) -> tuple[int, int]:
    """Width and height of a picture."""
    return SIZES.get(key, SIZE)


def _body(key: str, seed: int) -> str:
    if key == "hero":
        return water.hero()
    if key in DOORS:
        is_open, paint = DOORS[key]
        return _door(f"k-{paint}", is_open=is_open)
    return SCENES[key](Chance(seed))


def _door(paint: str, *, is_open: bool) -> str:
    """A door: ajar with light and a person, or closed."""
    arch = path("M14 132 V58 a46 46 0 0 1 92 0 V132Z", "k-stone2") + path(
        "M24 132 V60 a36 36 0 0 1 72 0 V132Z", "k-glow" if is_open else paint
    )
    return arch + (_ajar(paint) if is_open else _closed()) + rect(6, 132, 108, 6, "k-stone")


def _ajar(paint: str) -> str:
    leaf = path("M24 132 V60 a36 36 0 0 1 36 -36 a36 36 0 0 0 -20 40 V144Z", paint) + path(
        "M60 132 h36 l18 14 h-70Z", "k-glow"
    )
    return leaf + circle(36, 96, 3, "k-sun") + person(72, 132, 46, "k-c1", "k-sk2")


def _closed() -> str:
    panels = path("M32 66 a28 28 0 0 1 24 -32 V66Z M64 34 a28 28 0 0 1 24 32 H64Z", "k-doorp") + rect(
        32, 76, 24, 44, "k-doorp", 2
    )
    return line("M60 24 V132", "mull", 2) + panels + rect(64, 76, 24, 44, "k-doorp", 2) + circle(66, 100, 3, "k-sun")
