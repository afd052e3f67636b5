"""What a viewer of a running vote is sent, as JSON texts: snapshots, deltas and turnout.

Every value is absolute, so a frame that is lost costs nothing but the wait for the next snapshot. The numbers are
those of a round's standing: round, size, cast, sealed, at, tally (None while hidden) and turnout.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Numbers = Mapping[str, Any]
Counts = Mapping[str, Mapping[str, int]]


class Kind(StrEnum):
    """What a frame holds: everything; what the last mix changed; the ballots cast and nothing else."""

    SNAPSHOT = "snapshot"
    DELTA = "delta"
    TURNOUT = "turnout"


@dataclass(frozen=True, slots=True)
class Frame:
    """One message, made once for everybody."""

    kind: Kind
    text: str


def snapshot(numbers: Numbers) -> Frame:
    """Everything there is to know."""
    return _frame(Kind.SNAPSHOT, numbers)


def change(old: Numbers, new: Numbers) -> Frame | None:
    """What leads a viewer who knows `old` to `new`; None where nothing moved. The moment alone is no change."""
    if new["size"] < old["size"] or (old["tally"] is None) != (new["tally"] is None):
        return snapshot(new)
    if (old["size"], old["tally"]) != (new["size"], new["tally"]):
        return _frame(Kind.DELTA, {"prev": old["size"], **new, "tally": _moved(old["tally"], new["tally"])})
    if (old["cast"], old["turnout"]) != (new["cast"], new["turnout"]):
        return _frame(Kind.TURNOUT, {key: new[key] for key in ("round", "size", "cast", "at", "turnout")})
    return None


def is_newer(new: Numbers, old: Numbers) -> bool:
    """Whether `new` was read after `old`: a log only grows, and nobody takes a ballot back."""
    return (new["size"], new["cast"]) >= (old["size"], old["cast"])


def _frame(kind: Kind, numbers: Numbers) -> Frame:
    return Frame(kind, json.dumps({"type": kind, **numbers}, separators=(",", ":")))


def _moved(old: Counts | None, new: Counts | None) -> Counts | None:
    """The counts that differ, by district; no district where none does."""
    if old is None or new is None:
        return None
    changed = {code: _differing(old.get(code, {}), counts) for code, counts in new.items()}
    return {code: counts for code, counts in changed.items() if counts}


def _differing(old: Mapping[str, int], new: Mapping[str, int]) -> Mapping[str, int]:
    return {code: votes for code, votes in new.items() if old.get(code) != votes}
