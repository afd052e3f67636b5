import json
import os

from frontend.ground import ground

POND = {"type": "Feature", "properties": {"kind": "water"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0]]]}}


def test_a_city_without_a_file_has_no_ground(settings, tmp_path):
    settings.MAP_FILE = str(tmp_path / "map.geojson")
    assert ground() == []


def test_the_file_is_read_again_when_it_changes(settings, tmp_path):
    file = tmp_path / "map.geojson"
    settings.MAP_FILE = str(file)
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [POND]}))
    assert ground() == [POND]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [POND, POND]}))
    os.utime(file, ns=(1, 1))
    assert len(ground()) == 2
