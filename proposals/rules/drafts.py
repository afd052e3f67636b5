"""What a proposal must say before anyone is asked to read it."""

from collections.abc import Mapping

# The most characters of each text; all but the place must be there.
LIMITS = {"title": 120, "summary": 240, "body": 10_000, "place": 200}
REQUIRED = ("title", "summary", "body")


def faults(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """The field and the fault (missing or too_long) of every text that will not do; a text has a letter or figure."""
    missing = [(field, "missing") for field in REQUIRED if not any(map(str.isalnum, texts[field]))]
    too_long = [(field, "too_long") for field, limit in LIMITS.items() if len(texts[field]) > limit]
    return missing + too_long
