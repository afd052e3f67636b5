"""How often something may be done: so many times within so many seconds."""

import re
from dataclasses import dataclass

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
WRITTEN = re.compile(r"([1-9]\d*)/([1-9]\d*)?([smhd])")


@dataclass(frozen=True)
class Limit:
    times: int
    seconds: int


@dataclass(frozen=True)
class Limits:
    """How often one person may do something, and how often all people of one part of the network together."""

    person: Limit
    address: Limit


def parse_limits(written: str) -> Limits:
    """Read "20/10m 300/h": twenty times in ten minutes a person, three hundred in an hour a part of the network."""
    person, address = (_parse(part) for part in written.split())
    return Limits(person, address)


def _parse(written: str) -> Limit:
    found = WRITTEN.fullmatch(written)
    if not found:
        raise ValueError(f"“{written}” is no limit: write it as 20/10m, with s, m, h or d")
    return Limit(int(found[1]), int(found[2] or 1) * UNITS[found[3]])
