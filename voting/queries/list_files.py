"""A city's list as a file."""

from collections.abc import Iterator
from pathlib import Path


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a CSV file, with or without a byte order mark; what is not UTF-8 comes as surrogates."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        yield from stream
