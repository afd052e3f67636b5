"""What the log says of a roll without naming anybody: the root over salted hashes of its entries.

The salt comes from the round's key. An auditor who is shown an entry and its salt can find it under the root; without
the key, and for ever once that is destroyed, a hash tells nothing.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from city.rules.canonical import canonical
from voting.rules.log.tree import root_of


@dataclass(frozen=True)
class Entry:
    """One person's right to vote, as far as the log is concerned."""

    uuid: UUID
    district: str
    level: int
    method: str


def salt_of(key: bytes, rh: str, entry: UUID) -> bytes:
    """The salt of an entry, which only the holder of the round's key can compute."""
    return hmac.new(key, b"pbv1/roll-salt\n" + bytes.fromhex(rh) + entry.bytes, sha256).digest()


def entry_hash(salt: bytes, entry: Entry) -> bytes:
    """The salted hash of an entry."""
    said = {"district": entry.district, "level": entry.level, "method": entry.method}
    return sha256(b"pbv1/roll\n" + salt + canonical(said)).digest()


def roll_root(key: bytes, rh: str, entries: Iterable[Entry]) -> str:
    """The root over the salted hashes of all entries, ascending, in hexadecimal."""
    return root_of(sorted(entry_hash(salt_of(key, rh, entry.uuid), entry) for entry in entries)).hex()
