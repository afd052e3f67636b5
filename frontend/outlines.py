"""From GeoJSON to lines on paper: projecting, drawing and finding room for words. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, dist, radians
from typing import Any

WIDTH, MARGIN = 364.0, 8.0
METRES_PER_DEGREE = 111_195
CLOSEST = 0.6  # points of an outline that lie nearer than this look like one
ROWS = 24  # heights at which room for words is looked for
ABOVE, BELOW = 17.0, 15.0  # how far two lines of words reach from their middle
Point = tuple[float, float]
Ring = list[Point]
Spot = tuple[float, float, float]  # something in the way: its middle, and how far it reaches


@dataclass(frozen=True)
class Frame:
    """From longitude and latitude to the picture: equirectangular at the middle latitude."""

    west: float
    north: float
    squeeze: float
    scale: float
    height: float

    def place(self, point: Sequence[float]) -> Point:
        return (
            MARGIN + (point[0] - self.west) * self.squeeze * self.scale,
            MARGIN + (self.north - point[1]) * self.scale,
        )

    def length(self, metres: float) -> float:
        return metres / METRES_PER_DEGREE * self.scale


def frame_of(points: Sequence[Sequence[float]]) -> Frame:
    """The frame that all the points fit in; a tall city is made smaller, so that it fits on a screen."""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    wide = max((east - west) * squeeze, (north - south) * 0.8, 1e-9)
    scale = (WIDTH - 2 * MARGIN) / wide
    middle = (WIDTH - (east - west) * squeeze * scale) / 2 - MARGIN
    return Frame(west - middle / (squeeze * scale), north, squeeze, scale, (north - south) * scale + 2 * MARGIN)


def rings(geometry: Mapping[str, Any]) -> Iterator[list[Sequence[float]]]:
    """Every ring of a Polygon or MultiPolygon, those of its holes too."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def lines(geometry: Mapping[str, Any]) -> list[list[Sequence[float]]]:
    """The lines of a LineString or MultiLineString."""
    coordinates = geometry["coordinates"]
    return list(coordinates) if geometry["type"] == "MultiLineString" else [coordinates]


def placed(frame: Frame, points: Iterable[Sequence[float]]) -> Ring:
    """The points on the picture, without those too near to the last to be seen."""
    found: Ring = []
    for point in map(frame.place, points):
        if not found or dist(found[-1], point) >= CLOSEST:
            found.append(point)
    return found


def path(parts: Iterable[Ring], end: str = "Z") -> str:
    return "".join("M" + "L".join(xy(point) for point in part) + end for part in parts)


def xy(point: Point, separator: str = ",") -> str:
    return f"{point[0]:.1f}{separator}{point[1]:.1f}"


def room(outline: Sequence[Ring], taken: Sequence[Spot] = ()) -> tuple[Point, float]:
    """Where two lines of words have most room inside the outline, clear of what is taken, and how wide they may be."""
    heights = [y for ring in outline for _, y in ring]
    top, bottom = min(heights), max(heights)
    if top == bottom:
        return outline[0][0], 0.0
    found = [
        ((left + right) / 2, y, right - left)
        for y in (top + (bottom - top) * (row + 0.5) / ROWS for row in range(ROWS))
        for left, right in _clear(_free(outline, y), y, taken)
    ]
    middle = (top + bottom) / 2
    x, y, width = max(found, key=lambda spot: spot[2] - abs(spot[1] - middle) / 2, default=(*outline[0][0], 0.0))
    return (x, y), width


def _free(outline: Sequence[Ring], y: float) -> list[Point]:
    """The stretches, as pairs of left and right, that lie inside all the way from above `y` to below it."""
    found = _inside(outline, y)
    for height in (y - ABOVE, y - ABOVE / 2, y + BELOW / 2, y + BELOW):
        others = _inside(outline, height)
        found = [(max(a, c), min(b, d)) for a, b in found for c, d in others if min(b, d) > max(a, c)] or [
            ((a + b) / 2, (a + b) / 2) for a, b in found
        ]
    return found


def _clear(stretches: list[Point], y: float, taken: Sequence[Spot]) -> list[Point]:
    """What is left of the stretches beside the spots taken."""
    for x, at, reach in taken:
        if y - ABOVE - reach < at < y + BELOW + reach:
            halves = [half for a, b in stretches for half in ((a, min(b, x - reach)), (max(a, x + reach), b))]
            stretches = [(a, b) for a, b in halves if a < b]
    return stretches


def _inside(outline: Sequence[Ring], y: float) -> list[Point]:
    """Where the horizontal at `y` runs inside: every second stretch between the borders it crosses."""
    crossings = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in outline
        for a, b in pairwise([*ring, ring[0]])
        if (a[1] > y) != (b[1] > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
