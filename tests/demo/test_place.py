from collections import Counter
from itertools import pairwise

import pytest

from demo.place import CORNERS, PLACES, RIVER, degrees
from demo.stories import told


def edges(place):
    names = place.corners.split()
    return list(pairwise([*names, names[0]]))


def area(corners):
    """The area inside the corners in square metres; above zero where they run anticlockwise."""
    points = [CORNERS[name] for name in corners]
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*points, points[0]])) / 2


def crosses(first, second):
    """Whether two edges meet anywhere but at a corner they share."""

    def side(a, b, c):
        (ax, ay), (bx, by), (cx, cy) = CORNERS[a], CORNERS[b], CORNERS[c]
        return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

    (a, b), (c, d) = first, second
    return not {a, b} & {c, d} and side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0


def test_there_are_six_districts_with_twelve_thousand_residents():
    assert len({place.code for place in PLACES}) == 6
    assert sum(place.residents for place in PLACES) == 12_000
    assert sum(place.envelope for place in PLACES) == 1_200_000


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_a_border_is_a_closed_ring_that_runs_anticlockwise(place):
    ring = place.boundary["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) == len(place.corners.split()) + 1
    assert len({tuple(point) for point in ring}) == len(ring) - 1
    assert area(place.corners.split()) > 0


def test_no_border_crosses_another_or_itself():
    every = {tuple(sorted(edge)) for place in PLACES for edge in edges(place)}
    assert not [(one, other) for one in every for other in every if one < other and crosses(one, other)]


def test_neighbours_share_their_borders_and_the_districts_fill_the_city():
    walked = Counter(edge for place in PLACES for edge in edges(place))
    assert set(walked.values()) == {1}
    outline = {a: b for a, b in walked if (b, a) not in walked}
    start = corner = next(iter(outline))
    round_the_city = [start]
    while (corner := outline[corner]) != start:
        round_the_city.append(corner)
    assert len(round_the_city) == len(outline)
    assert area(round_the_city) == sum(area(place.corners.split()) for place in PLACES)


def test_districts_meet_along_the_river():
    banks = Counter(corner for place in PLACES for corner in place.corners.split())
    assert all(banks[corner] >= 2 for corner in RIVER.split())


def is_inside(point, ring):
    """Whether a line from the point towards the east crosses the ring an odd number of times."""
    east, north = point
    crossed = [
        ax + (north - ay) / (by - ay) * (bx - ax) > east
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > north) != (by > north)
    ]
    return sum(crossed) % 2 == 1


@pytest.mark.parametrize(("district", "story"), told(), ids=lambda value: getattr(value, "title", ""))
def test_what_is_proposed_lies_in_its_own_district(district, story):
    assert [place.code for place in PLACES if is_inside(degrees(*story.at), place.ring)] == [district]
