"""What lies on the city's map besides districts: the water and parks of a GeoJSON file the city may give."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings


def ground() -> list[dict[str, Any]]:
    """The features of the city's file; none where it has given none."""
    path = Path(settings.MAP_FILE)
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else []


@lru_cache(maxsize=2)
def _read(path: Path, _changed_at: int) -> list[dict[str, Any]]:
    """Read again only when the file has changed."""
    features: list[dict[str, Any]] = json.loads(path.read_text())["features"]
    return features
