"""Words beside a map, each tied by a line to its place: for districts too many or too small to hold their own. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from frontend.outlines import WIDTH, Point

GUTTER = 150.0  # for words on each side of the map
LINE = 36.0  # from one label to the next
GAP = 8.0


@dataclass(frozen=True)
class Callout:
    """Where a label stands beside the map, and the end of its line there."""

    x: str
    y: str
    anchor: str
    line_x: str
    line_y: str


def needed_height(count: int) -> float:
    """How high a map has to be for so many labels, half on each side."""
    return (count + 1) // 2 * LINE


def call_out(anchors: Sequence[Point], height: float) -> list[Callout]:
    """A label for each anchor, left or right by where it lies, so that no two lines cross on a side."""
    by_x = sorted(range(len(anchors)), key=lambda index: anchors[index])
    left, right = by_x[: (len(by_x) + 1) // 2], by_x[(len(by_x) + 1) // 2 :]
    found = _side(anchors, left, height, is_left=True) | _side(anchors, right, height, is_left=False)
    return [found[index] for index in range(len(anchors))]


def _side(anchors: Sequence[Point], indexes: list[int], height: float, *, is_left: bool) -> dict[int, Callout]:
    edge = -GAP if is_left else WIDTH + GAP
    order = _uncross(anchors, sorted(indexes, key=lambda index: anchors[index][1]), edge, height)
    return {
        index: Callout(
            x=f"{edge - GAP / 2 if is_left else edge + GAP / 2:.1f}",
            y=f"{y:.1f}",
            anchor="end" if is_left else "start",
            line_x=f"{edge:.1f}",
            line_y=f"{y:.1f}",
        )
        for index, y in zip(order, _heights(len(order), height), strict=True)
    }


def _heights(count: int, height: float) -> list[float]:
    return [height * (place + 0.5) / count for place in range(count)]


def _uncross(anchors: Sequence[Point], order: list[int], edge: float, height: float) -> list[int]:
    """Swap the labels of lines that cross until none do: each swap makes the lines shorter, so it ends."""
    heights = _heights(len(order), height)
    is_done = False
    while not is_done:
        is_done = True
        for a, b in combinations(range(len(order)), 2):
            ends = (edge, heights[a]), (edge, heights[b])
            if _cross(anchors[order[a]], ends[0], anchors[order[b]], ends[1]):
                order[a], order[b] = order[b], order[a]
                is_done = False
    return order


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the line from a to b crosses the one from c to d."""
    return _side_of(a, b, c) * _side_of(a, b, d) < 0 and _side_of(c, d, a) * _side_of(c, d, b) < 0


def _side_of(a: Point, b: Point, point: Point) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
