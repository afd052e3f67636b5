"""The map of a city: its districts with words in them or beside them, its water and parks, pins. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontend.callouts import GUTTER, Callout, call_out, needed_height
from frontend.outlines import WIDTH, Frame, Point, Ring, Spot, frame_of, lines, path, placed, rings, room, xy

NAME_CHAR, VALUE_CHAR = 7.2, 9.6  # how wide a letter is, at most, in the two lines of a label
MOST_INSIDE = 7  # with more districts words stand beside the map
LONGEST = 21
PIN_HEIGHT = 47
DISC, DOT = 11.0, 6.0  # how far a pin with and without a code reaches
BROOK = 60  # metres; how wide a line of water is that does not say
Thing = Mapping[str, Any]


@dataclass(frozen=True)
class Area:
    """A district: its outline, and where its words (or, where words stand beside the map, its number) are."""

    code: str
    name: str
    value: str
    url: str
    series: int
    is_beside: bool
    d: str
    x: str
    y: str
    number: int
    callout: Callout | None = None

    @property
    def short_name(self) -> str:
        return self.name if len(self.name) <= LONGEST else f"{self.name[: LONGEST - 1]}…"


@dataclass(frozen=True)
class Shape:
    """Water or a park; a line (a river) has a width."""

    kind: str
    d: str
    width: str
    casing: str


@dataclass(frozen=True)
class Pin:
    """A place on the map that leads somewhere."""

    x: str
    y: str
    code: str
    title: str
    url: str


@dataclass(frozen=True)
class Drawing:
    view_box: str
    width: str
    height: str
    areas: list[Area]
    shapes: list[Shape]
    pins: list[Pin]
    pin: str
    has_callouts: bool

    @property
    def named(self) -> list[Area]:
        return [area for area in self.areas if not area.is_beside]

    @property
    def has_links(self) -> bool:
        return bool(self.pins) or any(area.url for area in self.areas)


def draw(
    districts: Sequence[Thing], point: Point | None = None, pins: Sequence[Thing] = (), ground: Sequence[Thing] = ()
) -> Drawing | None:
    """The map of the districts that have a boundary; None where none has.

    A district: `code`, `name`, `boundary`, and where wanted `value` (words), `url`, `series` (its tint), `is_beside`
    (a pale neighbour without words). A pin: `place`, and where wanted `code`, `title`, `url`. `ground` are GeoJSON
    features whose property `kind` is water or park. Places are (longitude, latitude).
    """
    drawn = [district for district in districts if district.get("boundary")]
    if not drawn:
        return None
    frame = frame_of([point for district in drawn for ring in rings(district["boundary"]) for point in ring])
    taken = _taken(frame, point, pins)
    placed_areas = [_area(district, frame, number, taken) for number, district in enumerate(_own_first(drawn), start=1)]
    areas, height = _label(placed_areas, frame.height)
    has_callouts = any(area.callout for area in areas)
    gutter = GUTTER if has_callouts else 0.0
    return Drawing(
        view_box=_view_box(frame, height, gutter, point),
        width=f"{WIDTH:.0f}",
        height=f"{frame.height:.0f}",
        areas=areas,
        shapes=[shape for feature in ground for shape in _shapes(feature, frame)],
        pins=[_pin(pin, frame) for pin in pins],
        pin=xy(frame.place(point), " ") if point else "",
        has_callouts=has_callouts,
    )


def _view_box(frame: Frame, height: float, gutter: float, point: Point | None) -> str:
    """What the picture shows: the city, gutters for words beside it, and room above for a pin at its northern edge."""
    top = (frame.height - height) / 2
    rise = max(top + PIN_HEIGHT - frame.place(point)[1], 0) if point else 0
    return f"{-gutter:.0f} {top - rise:.0f} {WIDTH + 2 * gutter:.0f} {height + rise:.0f}"


def _own_first(districts: Sequence[Thing]) -> list[Thing]:
    """Neighbours last, so that numbers count only what has words; they are drawn first."""
    return sorted(districts, key=lambda district: bool(district.get("is_beside")))


def _taken(frame: Frame, point: Point | None, pins: Sequence[Thing]) -> list[Spot]:
    """Where pins lie, so that words keep clear of them."""
    spots = [(*frame.place(pin["place"]), DISC if pin.get("code") else DOT) for pin in pins]
    if point:
        x, y = frame.place(point)
        spots.append((x, y - PIN_HEIGHT / 2, PIN_HEIGHT / 2))
    return spots


def _area(district: Thing, frame: Frame, number: int, taken: Sequence[Spot]) -> tuple[Area, Point, bool]:
    """A district on the picture, where its words go, and whether they fit there: beside pins, else below them."""
    outline: list[Ring] = [placed(frame, ring) for ring in rings(district["boundary"])]
    name, value = str(district["name"]), str(district.get("value") or "")
    needed = max(len(name) * NAME_CHAR, len(value) * VALUE_CHAR)
    middle, width = room(outline, taken)
    if width < needed:
        middle, width = room(outline)
    area = Area(
        code=str(district["code"]),
        name=name,
        value=value,
        url=str(district.get("url") or ""),
        series=int(district.get("series") or 0),
        is_beside=bool(district.get("is_beside")),
        d=path(outline),
        x=f"{middle[0]:.1f}",
        y=f"{middle[1]:.1f}",
        number=number,
    )
    return area, middle, needed <= width


def _label(found: list[tuple[Area, Point, bool]], height: float) -> tuple[list[Area], float]:
    """Words inside where all of them fit, else beside the map; and how high the picture then is."""
    named = [(area, middle) for area, middle, _fits in found if not area.is_beside]
    beside = [area for area, _middle, _fits in found if area.is_beside]
    if len(named) <= MOST_INSIDE and all(fits for area, _middle, fits in found if not area.is_beside):
        return [*beside, *(area for area, _middle in named)], height
    high = max(height, needed_height(len(named)))
    shift = (high - height) / 2
    callouts = call_out([(x, y + shift) for _area, (x, y) in named], high)
    return [
        *beside,
        *(_called(area, callout, shift) for (area, _m), callout in zip(named, callouts, strict=True)),
    ], high


def _called(area: Area, callout: Callout, shift: float) -> Area:
    y = f"{float(callout.y) - shift:.1f}"
    return replace(area, callout=replace(callout, y=y, line_y=y))


def _shapes(feature: Thing, frame: Frame) -> list[Shape]:
    """Water and parks of a GeoJSON feature; the width of a river is its property `width`, in metres."""
    geometry, properties = feature["geometry"], feature.get("properties") or {}
    kind = "park" if properties.get("kind") == "park" else "water"
    if geometry["type"].endswith("Polygon"):
        return [Shape(kind, path(placed(frame, ring) for ring in rings(geometry)), "", "")]
    width = frame.length(float(properties.get("width") or BROOK))
    return [
        Shape(kind, path([placed(frame, line)], end=""), f"{width:.1f}", f"{width + 3.2:.1f}")
        for line in (lines(geometry) if geometry["type"].endswith("LineString") else [])
    ]


def _pin(pin: Thing, frame: Frame) -> Pin:
    x, y = frame.place(pin["place"])
    return Pin(
        f"{x:.1f}", f"{y:.1f}", str(pin.get("code") or ""), str(pin.get("title") or ""), str(pin.get("url") or "")
    )
