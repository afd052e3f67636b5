"""Everything the residents of the invented city proposed, by round and district."""

from demo.stories import kilnside, millfields, northgate, old_harbour, riverside, station_quarter
from demo.stories.story import Answer, Step, Story

__all__ = ["CATEGORIES", "FIFTH", "OFFICE_OF", "SEVENTH", "SIXTH", "Answer", "Step", "Story", "told"]

# Code, name, and the office that answers.
CATEGORIES = (
    ("streets", "Streets and crossings", "streets"),
    ("green", "Parks and trees", "parks"),
    ("water", "River and water", "waterways"),
    ("play", "Play and sport", "schools"),
    ("culture", "Culture and meeting places", "culture"),
    ("learning", "Schools and reading", "schools"),
    ("access", "Access for everyone", "streets"),
    ("climate", "Heat, floods and energy", "buildings"),
)
OFFICE_OF = {code: office for code, _name, office in CATEGORIES}

Stories = dict[str, tuple[Story, ...]]

FIFTH: Stories = {
    "northgate": northgate.FIFTH,
    "station-quarter": station_quarter.FIFTH,
    "kilnside": kilnside.FIFTH,
}
SIXTH: Stories = {
    "riverside": riverside.SIXTH,
    "old-harbour": old_harbour.SIXTH,
    "millfields": millfields.SIXTH,
}
SEVENTH: Stories = {
    "riverside": riverside.SEVENTH,
    "old-harbour": old_harbour.SEVENTH,
    "millfields": millfields.SEVENTH,
    "northgate": northgate.SEVENTH,
    "station-quarter": station_quarter.SEVENTH,
    "kilnside": kilnside.SEVENTH,
}


def told() -> list[tuple[str, Story]]:
    """Every story with the code of its district."""
    return [
        (district, story) for stories in (FIFTH, SIXTH, SEVENTH) for district in stories for story in stories[district]
    ]
