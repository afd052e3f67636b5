from math import isclose

from frontend.outlines import WIDTH, frame_of, path, placed, rings, room

SQUARE = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
# A horseshoe: its middle lies outside it.
HORSESHOE = [
    (0.0, 0.0), (200.0, 0.0), (200.0, 100.0), (160.0, 100.0), (160.0, 60.0), (40.0, 60.0), (40.0, 100.0), (0.0, 100.0)
]  # fmt: skip


def test_a_degree_is_as_long_to_the_north_as_to_the_east_at_the_equator():
    frame = frame_of([(0, -0.5), (1, 0.5)])
    west, east = frame.place((0, 0)), frame.place((1, 0))
    south, north = frame.place((0, 0)), frame.place((0, 0.5))
    assert isclose(east[0] - west[0], 2 * (south[1] - north[1]), rel_tol=1e-6)


def test_a_tall_city_stands_in_the_middle():
    frame = frame_of([(0, 0), (0.1, 1)])
    assert isclose((frame.place((0, 0))[0] + frame.place((0.1, 0))[0]) / 2, WIDTH / 2)


def test_holes_are_rings_too():
    polygon = {"type": "Polygon", "coordinates": [[[0, 0]], [[1, 1]]]}
    many = {"type": "MultiPolygon", "coordinates": [[[[0, 0]]], [[[1, 1]]]]}
    assert (len(list(rings(polygon))), len(list(rings(many)))) == (2, 2)


def test_points_too_near_to_be_seen_are_left_out():
    frame = frame_of([(0, 0), (1, 1)])
    assert len(placed(frame, [(0, 0), (0.0001, 0), (1, 1)])) == 2


def test_a_path_is_closed_unless_it_is_a_line():
    assert path([[(0, 0), (1, 1)]]) == "M0.0,0.0L1.0,1.0Z"
    assert path([[(0, 0), (1, 1)]], end="") == "M0.0,0.0L1.0,1.0"


def test_words_stand_in_the_middle_of_a_square():
    (x, y), width = room([SQUARE])
    assert (x, width) == (50, 100)
    assert abs(y - 50) < 5


def test_words_stand_inside_a_horseshoe():
    (x, y), width = room([HORSESHOE])
    assert y < 60
    assert width > 150
    assert x == 100


def test_words_keep_out_of_a_hole():
    hole = [(30.0, 0.0), (100.0, 0.0), (100.0, 100.0), (30.0, 100.0)]
    assert room([SQUARE, hole])[1] <= 30


def test_an_outline_without_height_has_a_place_and_no_room():
    assert room([[(0.0, 5.0), (10.0, 5.0)]]) == ((0.0, 5.0), 0.0)
