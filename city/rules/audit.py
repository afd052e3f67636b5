"""The hash chain of the audit trail: each entry holds the hash of the one before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from city.rules.canonical import canonical, digest

START = "0" * 64


def entry_hash(previous: str, entry: Mapping[str, object]) -> str:
    """The hash of an entry that follows the entry with the hash `previous`."""
    return digest(b"pbv1/audit\n", previous.encode(), b"\n", canonical(dict(entry)))


@dataclass(frozen=True)
class Link:
    """An entry as it stands in the chain."""

    number: int
    previous: str
    hash: str
    entry: Mapping[str, object]


def faults(links: Iterable[Link]) -> list[str]:
    """What is wrong with the chain, one line per fault; none where it is whole."""
    found, previous, expected = [], START, 1
    for link in links:
        if link.number != expected:
            found.append(f"entry {link.number}: entry {expected} is missing")
        if link.previous != previous:
            found.append(f"entry {link.number}: does not follow the entry before it")
        if link.hash != entry_hash(link.previous, link.entry):
            found.append(f"entry {link.number}: its content does not have its hash")
        previous, expected = link.hash, link.number + 1
    return found
