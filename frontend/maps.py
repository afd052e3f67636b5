"""Outlines of districts from GeoJSON, flat enough for one city. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

WIDTH, MARGIN = 364.0, 8.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Area:
    """A district on the map: its outline and where its words stand."""

    code: str
    name: str
    value: str
    d: str
    x: str
    y: str


@dataclass(frozen=True)
class Drawing:
    view_box: str
    areas: list[Area]
    pin: str


@dataclass(frozen=True)
class Frame:
    """From longitude and latitude to the picture: equirectangular at the middle latitude."""

    west: float
    north: float
    squeeze: float
    scale: float

    def place(self, point: Sequence[float]) -> Point:
        return (
            MARGIN + (point[0] - self.west) * self.squeeze * self.scale,
            MARGIN + (self.north - point[1]) * self.scale,
        )


def draw(districts: Sequence[Mapping[str, Any]], point: Point | None = None) -> Drawing | None:
    """The map of the districts that have a boundary; None where none has. `point` is (longitude, latitude)."""
    drawn = [district for district in districts if district.get("boundary")]
    points = [point for district in drawn for ring in _rings(district["boundary"]) for point in ring]
    if not points:
        return None
    frame, height = _frame(points)
    return Drawing(
        view_box=f"0 0 {WIDTH:.0f} {height:.0f}",
        areas=[_area(district, frame) for district in drawn],
        pin=_xy(frame.place(point), " ") if point else "",
    )


def _frame(points: list[Point]) -> tuple[Frame, float]:
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, (north - south) * 0.8, 1e-9)
    return Frame(west, north, squeeze, scale), (north - south) * scale + 2 * MARGIN


def _rings(boundary: Mapping[str, Any]) -> Iterator[list[Point]]:
    """The outer rings of a Polygon or MultiPolygon geometry."""
    polygons = boundary["coordinates"] if boundary["type"] == "MultiPolygon" else [boundary["coordinates"]]
    for polygon in polygons:
        yield [(position[0], position[1]) for position in polygon[0]]


def _area(district: Mapping[str, Any], frame: Frame) -> Area:
    rings = [[frame.place(point) for point in ring] for ring in _rings(district["boundary"])]
    x, y = _middle(max(rings, key=len))
    return Area(
        code=str(district["code"]),
        name=str(district["name"]),
        value=str(district.get("value", "")),
        d="".join("M" + "L".join(_xy(point) for point in ring) + "Z" for ring in rings),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
    )


def _middle(ring: list[Point]) -> Point:
    """The centre of gravity of a ring, or the mean of its points where it has no area."""
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    crosses = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
    area = sum(crosses) / 2
    if not area:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    x = sum((a[0] + b[0]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / (6 * area)
    y = sum((a[1] + b[1]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / (6 * area)
    return x, y


def _xy(point: Point, separator: str = ",") -> str:
    return f"{point[0]:.1f}{separator}{point[1]:.1f}"
