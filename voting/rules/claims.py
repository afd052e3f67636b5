"""What a receipt claims: read from the text or the JSON that a voter kept, and recomputed from its own contents.

A receipt is text that anybody may have written: nothing in it is believed before it is checked.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voting.rules.slots import ballot_hash, cast_hash

LONGEST = 65_536
TRIES = 20
HASH = re.compile(r"[0-9a-f]{64}")
HASHES = ("manifest", "nonce", "slot_opening", "h")
TEXTS = ("round", "district")
NOTES = ("promise", "checkpoint")


class ClaimError(ValueError):
    """The text is no receipt."""


@dataclass(frozen=True)
class Claim:
    """A receipt as it was handed in (hashes hexadecimal); `promise` and `checkpoint` are signed notes, or empty."""

    round: str
    manifest: str
    district: str
    ballot: Mapping[str, Any]
    nonce: str
    slot_opening: str
    h: str
    promise: str = ""
    checkpoint: str = ""


def parse_claim(text: str) -> Claim:
    """The receipt in this text: JSON, or the text of a receipt, which ends with the same JSON on one line.

    A line that a mail or a printer broke is put together again. Raises ClaimError.
    """
    if len(text) > LONGEST:
        raise ClaimError("too long for a receipt")
    for start in _starts(text):
        if (claim := _claim(_value(text[start:]))) is not None:
            return claim
    raise ClaimError("not a receipt")


def has_own_hash(claim: Claim) -> bool:
    """Whether the contents of the receipt give the hash of the cast that it names: nothing in it was changed."""
    ballot = claim.ballot
    if (ballot.get("round"), ballot.get("district")) != (claim.manifest, claim.district):
        return False
    try:
        hashed = ballot_hash(claim.nonce, ballot)
    except ValueError:
        return False  # it holds what no ballot can
    return cast_hash(claim.manifest, claim.slot_opening, hashed) == claim.h


def _starts(text: str) -> Iterator[int]:
    """Where a line begins with an object, the last lines first: names of places may hold braces as well."""
    return reversed([found.start(1) for found in re.finditer(r"^\s*(\{)", text, re.MULTILINE)][-TRIES:])


def _value(text: str) -> Any:
    for attempt in (text, "".join(text.splitlines())):
        try:
            return json.JSONDecoder(object_pairs_hook=_object).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ClaimError("a key stands twice")
    return found


def _claim(value: Any) -> Claim | None:
    if not isinstance(value, dict) or not isinstance(value.get("ballot"), dict):
        return None
    given = dict.fromkeys(NOTES, "") | value
    texts = {name: given[name] for name in (*HASHES, *TEXTS, *NOTES) if isinstance(given.get(name), str)}
    if len(texts) < len(HASHES + TEXTS + NOTES) or not all(HASH.fullmatch(texts[name]) for name in HASHES):
        return None
    return Claim(ballot=value["ballot"], **texts)
