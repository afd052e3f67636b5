import json
from pathlib import Path

import demo
from demo.place import PLACES
from frontend.maps import draw


def test_the_river_and_the_parks_lie_on_the_map_of_the_invented_city():
    ground = json.loads((Path(demo.__file__).parent / "map.geojson").read_text())["features"]
    districts = [{"code": place.code, "name": place.name, "boundary": place.boundary} for place in PLACES]
    drawing = draw(districts, ground=ground)
    assert len(drawing.shapes) == len(ground)
    assert {shape.kind for shape in drawing.shapes} == {"park", "water"}
    assert not drawing.has_callouts
