from frontend.maps import MOST_INSIDE, draw
from frontend.outlines import WIDTH

SQUARE = {"type": "Polygon", "coordinates": [[[4.0, 51.0], [4.1, 51.0], [4.1, 51.1], [4.0, 51.1], [4.0, 51.0]]]}
BESIDE = {"type": "MultiPolygon", "coordinates": [[[[4.1, 51.0], [4.2, 51.0], [4.2, 51.1], [4.1, 51.0]]]]}


def district(number, **more):
    """A square of the city, the `number`th from the west."""
    west, east = 4 + number / 100, 4.01 + number / 100
    ring = [[west, 51.0], [east, 51.0], [east, 51.01], [west, 51.01], [west, 51.0]]
    boundary = {"type": "Polygon", "coordinates": [ring]}
    return {"code": f"d{number}", "name": f"D{number}", "boundary": boundary} | more


def feature(kind, geometry, **properties):
    return {"type": "Feature", "properties": {"kind": kind, **properties}, "geometry": geometry}


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


def test_words_that_fit_stand_in_their_districts():
    drawing = draw([district(0, value="€10"), district(1)])
    assert not drawing.has_callouts
    assert float(drawing.view_box.split()[0]) == 0


def test_words_keep_clear_of_pins():
    square = {"code": "a", "name": "Old Harbour", "boundary": SQUARE}
    place = (4.05, 51.05)
    free, pinned = draw([square]).areas[0], draw([square], pins=[{"place": place}])
    pin = pinned.pins[0]
    assert abs(float(free.y) - float(pin.y)) < 17
    assert abs(float(pinned.areas[0].y) - float(pin.y)) > 17


def test_words_that_have_no_room_beside_pins_stand_where_they_would():
    pins = [{"place": (4 + x / 1500, 51 + y / 1500)} for x in range(16) for y in range(16)]
    free, pinned = draw([district(0)]), draw([district(0)], pins=pins)
    assert (pinned.areas[0].x, pinned.areas[0].y) == (free.areas[0].x, free.areas[0].y)


def test_words_that_do_not_fit_stand_beside_the_map():
    drawing = draw([district(0), district(1, name="A name far too long for so small a square of the city")])
    assert drawing.has_callouts
    assert [area.number for area in drawing.named] == [1, 2]
    assert drawing.areas[1].short_name.endswith("…")
    left, _, width, _ = map(float, drawing.view_box.split())
    assert (left < 0, width > WIDTH) == (True, True)


def test_the_words_of_many_districts_stand_beside_the_map():
    assert draw([district(number) for number in range(MOST_INSIDE + 1)]).has_callouts


def test_the_map_grows_with_its_words():
    drawing = draw([district(number) for number in range(40)])
    _, top, _, height = map(float, drawing.view_box.split())
    assert height > float(drawing.height)
    heights = [float(area.callout.y) for area in drawing.areas]
    assert top < min(heights)
    assert max(heights) < top + height


def test_neighbours_are_drawn_first_and_have_no_words():
    drawing = draw([district(0), district(1, is_beside=True), district(2)])
    assert [area.code for area in drawing.areas] == ["d1", "d0", "d2"]
    assert [(area.code, area.number) for area in drawing.named] == [("d0", 1), ("d2", 2)]


def test_a_line_without_area_still_has_a_place_for_its_words():
    line = {"type": "Polygon", "coordinates": [[[4.0, 51.0], [4.2, 51.0], [4.0, 51.0]]]}
    assert draw([{"code": "a", "name": "A", "boundary": line}]).areas[0].x


def test_a_point_becomes_a_pin():
    drawing = draw([district(0)], point=(4.005, 51.005))
    x, y = map(float, drawing.pin.split())
    assert (abs(x - WIDTH / 2) < 1, abs(y - float(drawing.height) / 2) < 1) == (True, True)


def test_a_pin_at_the_northern_edge_is_not_cut_off():
    places = [{"code": "a", "name": "A", "boundary": SQUARE}]
    inside, edge = (draw(places, (4.05, north)) for north in (51.01, 51.1))
    assert inside.view_box.split()[1] == "0"
    top, height = (float(edge.view_box.split()[part]) for part in (1, 3))
    assert top <= float(edge.pin.split()[1]) - 45
    assert top + height == float(inside.view_box.split()[3])


def test_pins_lead_somewhere():
    assert not draw([district(0)]).has_links
    assert draw([district(0, url="/a/")]).has_links
    drawing = draw([district(0)], pins=[{"place": (4.0, 51.01), "title": "A bench", "url": "/1/", "code": 7}])
    assert drawing.has_links
    pin = drawing.pins[0]
    assert f"{pin.x},{pin.y}" in drawing.areas[0].d
    assert (pin.code, pin.title, pin.url) == ("7", "A bench", "/1/")


def test_water_and_parks_lie_on_the_map():
    line = {"type": "LineString", "coordinates": [[4.0, 51.0], [4.01, 51.01]]}
    many = {"type": "MultiLineString", "coordinates": [line["coordinates"], line["coordinates"]]}
    point = {"type": "Point", "coordinates": [4.0, 51.0]}
    ground = [
        feature("park", SQUARE),
        feature("water", line, width=100),
        feature("water", many),
        feature("water", point),
        {"type": "Feature", "properties": None, "geometry": SQUARE},
    ]
    shapes = draw([district(0)], ground=ground).shapes
    assert [shape.kind for shape in shapes] == ["park", "water", "water", "water", "water"]
    river, brook = float(shapes[1].width), float(shapes[2].width)
    assert river > brook
    assert not shapes[1].d.endswith("Z")
