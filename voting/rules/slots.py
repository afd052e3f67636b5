"""The hashes of the ballot protocol: pseudonym, ballot, slot opening, cast, leaf and short code.

Each takes and returns bytes or hexadecimal text as named; the vectors in tests/voting/rules/test_slots.py fix them.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from city.rules.canonical import canonical

CODE_LENGTH = 16
HASH_LENGTH = 64
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def round_hash(manifest: Mapping[str, object]) -> str:
    """rh: the hash of the frozen manifest (hexadecimal)."""
    return sha256(b"pbv1/round\n" + canonical(dict(manifest))).hexdigest()


def slot_of(key: bytes, rh: str, district: str, entry: UUID) -> str:
    """A roll entry's right in one contest, as a pseudonym only the holder of the round's key can compute."""
    message = b"pbv1/slot\n" + bytes.fromhex(rh) + district.encode() + b"\x00" + entry.bytes
    return hmac.new(key, message, sha256).hexdigest()


def paper_slot_of(key: bytes, rh: str, district: str, serial: str) -> str:
    """A ballot paper's place in one contest, as a pseudonym: whoever holds the paper is noted nowhere."""
    message = b"pbv1/paper\n" + bytes.fromhex(rh) + district.encode() + b"\x00" + serial.encode()
    return hmac.new(key, message, sha256).hexdigest()


def ballot_of(rh: str, district: str, kind: str, choices: object) -> dict[str, object]:
    """The ballot as it is hashed; `choices` in the canonical form of its kind."""
    return {"v": 1, "round": rh, "district": district, "kind": kind, "choices": choices}


def ballot_hash(nonce: str, ballot: Mapping[str, object]) -> str:
    """B: commits to the ballot with the voter's own nonce (32 bytes, hexadecimal)."""
    return sha256(b"pbv1/ballot\n" + bytes.fromhex(nonce) + canonical(dict(ballot))).hexdigest()


def slot_opening(slot_nonce: str, slot: str, seq: int) -> str:
    """S: commits to the slot and the version with the server's nonce (32 bytes, hexadecimal)."""
    message = b"pbv1/slot-open\n" + bytes.fromhex(slot_nonce) + bytes.fromhex(slot) + seq.to_bytes(4, "big")
    return sha256(message).hexdigest()


def cast_hash(rh: str, opening: str, ballot: str) -> str:
    """h: the cast, as it stands in the log."""
    return sha256(b"pbv1/cast\n" + bytes.fromhex(rh) + bytes.fromhex(opening) + bytes.fromhex(ballot)).hexdigest()


def short_code(h: str) -> str:
    """The first 80 bits of h in Crockford's base 32, as 4-4-4-4: for looking up, never for proving."""
    number = int(h[:20], 16)
    symbols = "".join(CROCKFORD[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(symbols[start : start + 4] for start in range(0, 16, 4))


def cast_prefix(code: str) -> str | None:
    """How the hash of a cast begins, from a short code or a whole hash as people type it; None where it is neither."""
    typed = code.strip().upper().replace("-", "").replace(" ", "")
    if len(typed) == HASH_LENGTH and not set(typed) - set("0123456789ABCDEF"):
        return typed.lower()
    symbols = typed.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(symbols) != CODE_LENGTH or set(symbols) - set(CROCKFORD):
        return None
    number = 0
    for symbol in symbols:
        number = number << 5 | CROCKFORD.index(symbol)
    return f"{number:020x}"
