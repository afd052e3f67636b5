"""One way of writing a value as bytes, so that everyone who hashes it gets the same hash.

RFC 8785 (JSON Canonicalization Scheme), restricted: ASCII keys, NFC strings without surrogates, integers
below 2^53 in size, booleans, arrays and objects; no floats and no null.
"""

import json
import unicodedata
from hashlib import sha256

LARGEST = 2**53 - 1


def canonical(value: object) -> bytes:
    """The canonical bytes of `value`; ValueError where it has something the form does not allow."""
    _check(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(*parts: bytes) -> str:
    """The SHA-256 of the parts joined, as hexadecimal."""
    return sha256(b"".join(parts)).hexdigest()


def _check(value: object) -> None:
    match value:
        case bool():
            return
        case int():
            _check_number(value)
        case str():
            _check_text(value)
        case list() | tuple():
            for item in value:
                _check(item)
        case dict():
            _check_object(value)
        case _:
            raise ValueError(f"{type(value).__name__} has no canonical form")


def _check_number(number: int) -> None:
    if abs(number) > LARGEST:
        raise ValueError(f"{number} is too large for canonical JSON")


def _check_text(text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError(f"{text!r} is not in Unicode normal form C")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("text holds half a character (a surrogate)")


def _check_object(value: dict[object, object]) -> None:
    for key, item in value.items():
        if not (isinstance(key, str) and key.isascii()):
            raise ValueError(f"{key!r} is not an ASCII key")
        _check(item)
