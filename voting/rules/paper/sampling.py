"""Which papers are read again: drawn from a public seed that nobody could know before the boxes were closed."""

from hashlib import sha256

ALL_UP_TO = 500
SAMPLE = 300


def seed_of(checkpoint: str) -> str:
    """The seed (hexadecimal): the hash of the signed checkpoint that covers the closing of every station."""
    return sha256(b"pbv1/paper-seed\n" + checkpoint.encode()).hexdigest()


def draw(seed: str, papers: int) -> list[int]:
    """The places, from 1 and ascending, of the papers to read again, among `papers` in the order of their serials.

    All where there are up to 500; of more the 300 places whose hash with the seed is smallest.
    """
    places = range(1, papers + 1)
    if papers <= ALL_UP_TO:
        return list(places)
    return sorted(sorted(places, key=lambda place: _lot(seed, place))[:SAMPLE])


def _lot(seed: str, place: int) -> bytes:
    return sha256(b"pbv1/paper-audit\n" + bytes.fromhex(seed) + place.to_bytes(4, "big")).digest()
