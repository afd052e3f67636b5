"""The state of a ballot, as its receipt is told it; and what was checked on the way there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from city.rules.canonical import canonical
from voting.rules.claims import Claim, has_own_hash
from voting.rules.log.leaves import cast
from voting.rules.log.notes import (
    Head,
    NoteError,
    VerifierKey,
    Verify,
    open_note,
    parse_checkpoint,
    promise_text,
)
from voting.rules.log.tree import is_consistent, is_included, leaf_hash


class State(StrEnum):
    """What became of a cast."""

    PENDING = "pending"
    RECORDED = "recorded"
    COUNTED = "counted"
    REPLACED = "replaced"
    VOIDED = "voided"
    MISSING = "missing"


class Step(StrEnum):
    """What is checked of a receipt, in this order."""

    CONTENTS = "contents"
    PROMISE = "promise"
    CHECKPOINT = "checkpoint"
    INCLUSION = "inclusion"
    CONSISTENCY = "consistency"


class Verdict(StrEnum):
    GOOD = "good"
    BAD = "bad"
    OPEN = "open"  # there is nothing to check yet, or nothing to check it with
    UNABLE = "unable"  # a browser that knows no Ed25519 says so; we never do


class Fault(StrEnum):
    """Why a receipt, or the log, is not to be believed."""

    ALTERED = "altered"
    FORGED = "forged"
    BROKEN = "broken"


Findings = Mapping[Step, Verdict]
VERDICTS = {True: Verdict.GOOD, False: Verdict.BAD}
FAULTS = {Step.CONTENTS: Fault.ALTERED, Step.PROMISE: Fault.FORGED}


@dataclass(frozen=True)
class Traces:
    """What the published part of the log says of a cast, and whether it waits for the log.

    `index` is the place of its leaf, None where none is published. `is_replaced`: a later ballot of the same voter is
    published. One that still waits replaces nothing yet: who looked every second would see from whom it came.
    """

    is_waiting: bool
    due_at: datetime
    index: int | None = None
    is_tallied: bool = False
    is_replaced: bool = False
    is_voided: bool = False


def state_of(traces: Traces, now: datetime) -> State:
    """The state of a cast at `now`. It waits no longer than until `due_at`: the promise ends there."""
    if traces.is_voided:
        return State.VOIDED
    if traces.index is None:
        return State.PENDING if traces.is_waiting and now <= traces.due_at else State.MISSING
    if traces.is_replaced:
        return State.REPLACED
    return State.COUNTED if traces.is_tallied else State.RECORDED


@dataclass(frozen=True)
class Evidence:
    """What a log shows for a cast: its newest published state and the proofs that lead there; hashes are bytes.

    `rh` is the hash of the round's manifest in hexadecimal; `keys` those that sign receipts and the log. Without a
    checkpoint, or without an index, there is nothing to prove yet. `consistency` begins at the receipt's checkpoint.
    """

    rh: str
    mmd: int
    receipt_keys: Sequence[VerifierKey]
    log_keys: Sequence[VerifierKey]
    checkpoint: str = ""
    index: int | None = None
    inclusion: Sequence[bytes] = ()
    consistency: Sequence[bytes] = ()


def findings(claim: Claim, evidence: Evidence, verify: Verify) -> dict[Step, Verdict]:
    """What checking each step of a receipt came to."""
    return {
        **log_findings(claim.district, claim.h, evidence, verify),
        Step.CONTENTS: VERDICTS[has_own_hash(claim)],
        Step.PROMISE: _promise(claim, evidence, verify),
        Step.CONSISTENCY: _consistency(claim, evidence, verify),
    }


def log_findings(district: str, h: str, evidence: Evidence, verify: Verify) -> dict[Step, Verdict]:
    """The same where there is no receipt but only a code: what the log alone shows."""
    head = _head(evidence.checkpoint, evidence.log_keys, verify)
    return {
        Step.CONTENTS: Verdict.OPEN,
        Step.PROMISE: Verdict.OPEN,
        Step.CHECKPOINT: VERDICTS[head is not None] if evidence.checkpoint else Verdict.OPEN,
        Step.INCLUSION: _inclusion(district, h, evidence, head),
        Step.CONSISTENCY: Verdict.OPEN,
    }


def fault_in(found: Findings) -> Fault | None:
    """What the first step that failed means."""
    failed = next((step for step in Step if found.get(step) == Verdict.BAD), None)
    return FAULTS.get(failed, Fault.BROKEN) if failed else None


def earlier_size(claim: Claim) -> int | None:
    """How long the log was when the receipt was given, as the receipt says."""
    try:
        return parse_checkpoint(claim.checkpoint).size
    except NoteError:
        return None


def _promise(claim: Claim, evidence: Evidence, verify: Verify) -> Verdict:
    if not evidence.receipt_keys:
        return Verdict.OPEN
    text = _opened(claim.promise, evidence.receipt_keys, verify)
    wanted = promise_text(evidence.rh, claim.h, evidence.mmd)
    return VERDICTS[claim.manifest == evidence.rh and text == wanted]


def _inclusion(district: str, h: str, evidence: Evidence, head: Head | None) -> Verdict:
    if evidence.index is None or head is None:
        return Verdict.OPEN
    leaf = leaf_hash(canonical(cast(district=district, h=h)))
    return VERDICTS[is_included(leaf, evidence.index, head.size, evidence.inclusion, head.root)]


def _consistency(claim: Claim, evidence: Evidence, verify: Verify) -> Verdict:
    head = _head(evidence.checkpoint, evidence.log_keys, verify)
    earlier = _head(claim.checkpoint, evidence.log_keys, verify)
    if earlier is None or head is None:
        return Verdict.OPEN
    return VERDICTS[is_consistent(earlier.size, head.size, earlier.root, head.root, evidence.consistency)]


def _head(note: str, keys: Sequence[VerifierKey], verify: Verify) -> Head | None:
    """The state of the log that one of the keys signed."""
    try:
        head = parse_checkpoint(_opened(note, keys, verify))
    except NoteError:
        return None
    return head if head.origin in {key.name for key in keys} else None


def _opened(note: str, keys: Sequence[VerifierKey], verify: Verify) -> str:
    for key in keys:
        try:
            return open_note(note, key, verify)
        except NoteError:
            continue
    return ""
