from frontend.maps import draw

SQUARE = {"type": "Polygon", "coordinates": [[[4.0, 51.0], [4.1, 51.0], [4.1, 51.1], [4.0, 51.1], [4.0, 51.0]]]}
BESIDE = {"type": "MultiPolygon", "coordinates": [[[[4.1, 51.0], [4.2, 51.0], [4.2, 51.1], [4.1, 51.0]]]]}


def test_without_a_boundary_there_is_no_map():
    assert draw([{"code": "a", "name": "A", "boundary": None}]) is None


def test_north_is_up_and_east_is_on_the_right():
    west, east = draw(
        [{"code": "a", "name": "A", "boundary": SQUARE}, {"code": "b", "name": "B", "boundary": BESIDE}]
    ).areas
    assert float(west.x) < float(east.x)
    first, second, third = west.d.strip("MZ").split("L")[:3]
    assert float(second.split(",")[0]) > float(first.split(",")[0])
    assert float(third.split(",")[1]) < float(second.split(",")[1])


def test_the_map_keeps_inside_its_frame():
    drawing = draw([{"code": "a", "name": "A", "boundary": SQUARE}])
    _, _, width, height = (float(number) for number in drawing.view_box.split())
    for point in drawing.areas[0].d.strip("MZ").split("L"):
        x, y = (float(number) for number in point.split(","))
        assert 0 <= x <= width
        assert 0 <= y <= height


def test_words_stand_in_the_middle_of_a_district():
    area = draw([{"code": "a", "name": "A", "boundary": SQUARE}]).areas[0]
    points = [tuple(map(float, point.split(","))) for point in area.d.strip("MZ").split("L")[:4]]
    assert abs(float(area.x) - sum(x for x, _ in points) / 4) < 0.2
    assert abs(float(area.y) - sum(y for _, y in points) / 4) < 0.2


def test_a_line_without_area_still_has_a_place_for_its_words():
    line = {"type": "Polygon", "coordinates": [[[4.0, 51.0], [4.2, 51.0], [4.0, 51.0]]]}
    assert draw([{"code": "a", "name": "A", "boundary": line}]).areas[0].x


def test_a_point_becomes_a_pin():
    drawing = draw([{"code": "a", "name": "A", "boundary": SQUARE}], point=(4.05, 51.05))
    x, y = map(float, drawing.pin.split())
    assert (abs(x - float(drawing.areas[0].x)) < 0.2, abs(y - float(drawing.areas[0].y)) < 0.2) == (True, True)
