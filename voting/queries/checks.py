"""Whether what is stored of a round agrees: its manifest, its log, its ballots, its counts and its key.

All of it may be asked while people vote: what was signed never changes, so a check looks at the log as it was when it
began.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from city.models import Round
from voting.models import Checkpoint, KeyDestruction, LogLeaf, SealedCast
from voting.queries.keys import key_path
from voting.queries.log import head, keys_of, leaves
from voting.queries.recounts import tally_faults
from voting.queries.signing import is_signed
from voting.rules.log.notes import Head, NoteError, VerifierKey, checkpoint_text, open_note
from voting.rules.log.tree import Frontier, leaf_hash
from voting.rules.slots import ballot_hash, cast_hash, round_hash, slot_opening


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: what it is called, what was found where all is well, and what is wrong."""

    name: str
    said: str
    faults: Sequence[str]


def check_round(round: Round) -> Iterator[Check]:
    """Every check there is for the round. An imported one has no receipts and no log: its ballots are recounted."""
    if round.manifest is None:
        yield Check("round", "not frozen yet: there is nothing to check", [])
        return
    is_same = round_hash(round.manifest) == round.manifest_hash
    yield Check("manifest", round.manifest_hash, [] if is_same else ["it does not have its hash"])
    state = None
    if round.is_imported:
        yield Check("log", "imported: recount only", [])
    else:
        state = head(round)
        size = state.size if state else 0
        yield Check("log", f"{size} leaves under one signed root", list(_log_faults(round, size)))
        yield Check("casts", "each sealed ballot is the one in the log", list(_cast_faults(round, size)))
        yield _key(round)
    counted, faults = tally_faults(round)
    yield Check("counts", f"{counted} contests recounted", faults)


def _log_faults(round: Round, size: int) -> Iterator[str]:
    """Each leaf has its hash and follows the one before it; each signed state of the log is one of this log."""
    keys = keys_of(round, "log")
    states = {state.size: state for state in Checkpoint.objects.filter(round=round, size__lte=size)}
    frontier = Frontier(0, [])
    for leaf in leaves(round, 0, size):
        if leaf.index != frontier.size:
            yield f"leaf {frontier.size}: missing"
            return
        hashed = leaf_hash(leaf.data.encode())
        if hashed.hex() != leaf.hash or f'"t":"{leaf.kind}"' not in leaf.data:
            yield f"leaf {leaf.index}: its content does not have its hash"
        frontier.append(hashed)
        if state := states.pop(frontier.size, None):
            yield from _state_faults(state, Head(keys[0].name, frontier.size, frontier.root()), keys)
    yield from (f"checkpoint {beyond}: the log has no such leaves" for beyond in states)


def _state_faults(state: Checkpoint, expected: Head, keys: Sequence[VerifierKey]) -> Iterator[str]:
    if state.root != expected.root.hex():
        yield f"checkpoint {state.size}: its root is not that of the leaves"
    if not any(_is_note(state.note, checkpoint_text(expected), key) for key in keys):
        yield f"checkpoint {state.size}: no signature of the log's key on it"


def _is_note(note: str, text: str, key: VerifierKey) -> bool:
    try:
        return open_note(note, key, is_signed) == text
    except NoteError:
        return False


def _cast_faults(round: Round, size: int) -> Iterator[str]:
    """Each cast in the log has its ballot, each ballot its place in the log and its own hash."""
    rows = SealedCast.objects.filter(round=round, position__lt=size).order_by("position").iterator(chunk_size=2_000)
    row = next(rows, None)
    for index, h in _casts(round, size):
        while row and row.position < index:
            yield f"leaf {row.position}: a ballot stands there, and no cast in the log"
            row = next(rows, None)
        if row is None or row.position > index:
            yield f"leaf {index}: the ballot of this cast is missing"
            continue
        if row.h != h or not _is_itself(row, round):
            yield f"leaf {index}: the ballot does not have the hash that is in the log"
        row = next(rows, None)
    if row:
        yield f"leaf {row.position}: a ballot stands there, and no cast in the log"


def _casts(round: Round, size: int) -> Iterable[tuple[int, str]]:
    rows = LogLeaf.objects.filter(round=round, index__lt=size, kind="cast").order_by("index")
    for index, data in rows.values_list("index", "data").iterator(chunk_size=2_000):
        yield index, json.loads(data)["h"]


def _is_itself(row: SealedCast, round: Round) -> bool:
    hashed = ballot_hash(row.nonce, json.loads(row.ballot))
    opening = slot_opening(row.slot_nonce, row.slot, row.seq)
    return hashed == row.ballot_hash and cast_hash(round.manifest_hash, opening, hashed) == row.h


def _key(round: Round) -> Check:
    is_destroyed = KeyDestruction.objects.filter(round=round).exists()
    if is_destroyed and key_path(round).exists():
        return Check("key", "", ["recorded as destroyed, and its file is still there: remove it"])
    return Check("key", "destroyed" if is_destroyed else "not destroyed", [])
