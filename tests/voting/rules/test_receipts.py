"""The state of a ballot, and what each step of a check comes to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from city.rules.canonical import canonical
from tests.voting.rules.test_claims import CLAIM
from voting.rules.log import leaves
from voting.rules.log.notes import Head, Signer, VerifierKey, checkpoint_text, promise_text, sign_note
from voting.rules.log.tree import consistency, inclusion, leaf_hash, root_of
from voting.rules.receipts import (
    Evidence,
    Fault,
    State,
    Step,
    Traces,
    Verdict,
    earlier_size,
    fault_in,
    findings,
    log_findings,
    state_of,
)

DUE = datetime(2026, 6, 1, 12, tzinfo=UTC)
ORIGIN = "purse.example/rounds/vote"
HASHES = [leaf_hash(b"%d" % number) for number in range(6)]
HASHES.append(leaf_hash(canonical(leaves.cast(district=CLAIM.district, h=CLAIM.h))))
INDEX = 6


def signer(name, seed):
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return Signer(VerifierKey(name, private.public_key().public_bytes_raw()), private.sign)


RECEIPTS, LOG, OTHER_LOG = signer("purse.example/receipts", 1), signer(ORIGIN, 2), signer(ORIGIN, 3)


def is_signed(public, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def hash_of(start, end):
    return root_of(HASHES[start:end])


def checkpoint(size, *, by=LOG, root=None, origin=ORIGIN):
    return sign_note(checkpoint_text(Head(origin, size, root or hash_of(0, size))), by)


GOOD = replace(
    CLAIM,
    promise=sign_note(promise_text(CLAIM.manifest, CLAIM.h, 60), RECEIPTS),
    checkpoint=checkpoint(4),
)
EVIDENCE = Evidence(
    rh=CLAIM.manifest,
    mmd=60,
    receipt_keys=[RECEIPTS.key],
    log_keys=[LOG.key],
    checkpoint=checkpoint(7),
    index=INDEX,
    inclusion=inclusion(INDEX, 7, hash_of),
    consistency=consistency(4, 7, hash_of),
)


def found(claim=GOOD, **changed):
    return findings(claim, replace(EVIDENCE, **changed), is_signed)


@pytest.mark.parametrize(
    ("traces", "state"),
    [
        ({"is_waiting": True}, State.PENDING),
        ({"is_waiting": False}, State.MISSING),
        ({"index": 3}, State.RECORDED),
        ({"index": 3, "is_tallied": True}, State.COUNTED),
        ({"index": 3, "is_tallied": True, "is_replaced": True}, State.REPLACED),
        ({"index": 3, "is_replaced": True, "is_voided": True}, State.VOIDED),
        ({"is_waiting": True, "is_voided": True}, State.VOIDED),
    ],
)
def test_the_state_of_a_cast(traces, state):
    assert state_of(Traces(**{"is_waiting": False, "due_at": DUE} | traces), DUE) == state


def test_a_cast_that_still_waits_after_the_promise_has_ended_is_missing():
    late = DUE + timedelta(microseconds=1)
    assert state_of(Traces(is_waiting=True, due_at=DUE), late) == State.MISSING
    assert state_of(Traces(is_waiting=False, due_at=DUE, index=3), late) == State.RECORDED


def test_an_honest_receipt_in_an_honest_log_passes_every_step():
    assert found() == dict.fromkeys(Step, Verdict.GOOD)
    assert fault_in(found()) is None


@pytest.mark.parametrize(
    ("claim", "step", "fault"),
    [
        ({"ballot": GOOD.ballot | {"choices": ["P00"]}}, Step.CONTENTS, Fault.ALTERED),
        ({"promise": ""}, Step.PROMISE, Fault.FORGED),
        ({"promise": sign_note(promise_text(CLAIM.manifest, CLAIM.h, 60), LOG)}, Step.PROMISE, Fault.FORGED),
        ({"promise": sign_note(promise_text(CLAIM.manifest, CLAIM.h, 61), RECEIPTS)}, Step.PROMISE, Fault.FORGED),
        ({"promise": sign_note(promise_text(CLAIM.manifest, "00" * 32, 60), RECEIPTS)}, Step.PROMISE, Fault.FORGED),
        ({"checkpoint": checkpoint(4, root=HASHES[0])}, Step.CONSISTENCY, Fault.BROKEN),
        ({"checkpoint": checkpoint(8, root=HASHES[0])}, Step.CONSISTENCY, Fault.BROKEN),
    ],
)
def test_a_receipt_that_was_changed_or_is_not_ours_fails_at_one_step(claim, step, fault):
    result = found(replace(GOOD, **claim))
    assert {name for name, verdict in result.items() if verdict == Verdict.BAD} == {step}
    assert fault_in(result) == fault


@pytest.mark.parametrize(
    ("log", "step"),
    [
        ({"index": 5}, Step.INCLUSION),
        ({"inclusion": []}, Step.INCLUSION),
        ({"consistency": []}, Step.CONSISTENCY),
        ({"checkpoint": checkpoint(7, by=OTHER_LOG)}, Step.CHECKPOINT),
        ({"checkpoint": sign_note("nothing\n", LOG)}, Step.CHECKPOINT),
        ({"checkpoint": checkpoint(7, origin="purse.example/rounds/other")}, Step.CHECKPOINT),
        ({"checkpoint": checkpoint(7, root=HASHES[0])}, Step.INCLUSION),
    ],
)
def test_a_log_that_is_not_what_was_promised_is_broken(log, step):
    result = found(**log)
    assert result[step] == Verdict.BAD
    assert fault_in(result) == Fault.BROKEN


def test_a_receipt_of_another_round_is_not_ours():
    assert found(rh="33" * 32)[Step.PROMISE] == Verdict.BAD


def test_a_key_that_took_the_place_of_another_is_known():
    later = checkpoint(7, by=OTHER_LOG)
    assert found(log_keys=[LOG.key, OTHER_LOG.key], checkpoint=later) == dict.fromkeys(Step, Verdict.GOOD)


def test_what_cannot_be_checked_yet_is_left_open():
    waiting = found(checkpoint="", index=None)
    assert [waiting[step] for step in Step] == [Verdict.GOOD, Verdict.GOOD, *[Verdict.OPEN] * 3]
    assert found(index=None)[Step.INCLUSION] == Verdict.OPEN
    assert found(replace(GOOD, checkpoint=""))[Step.CONSISTENCY] == Verdict.OPEN
    assert found(receipt_keys=[])[Step.PROMISE] == Verdict.OPEN
    assert fault_in(waiting) is None


def test_the_size_of_the_log_that_the_voter_was_shown():
    assert earlier_size(GOOD) == 4
    assert earlier_size(replace(GOOD, checkpoint="")) is None


def test_a_code_alone_shows_what_the_log_shows():
    alone = log_findings(CLAIM.district, CLAIM.h, EVIDENCE, is_signed)
    assert {step for step, verdict in alone.items() if verdict == Verdict.GOOD} == {Step.CHECKPOINT, Step.INCLUSION}
    assert log_findings("north", CLAIM.h, EVIDENCE, is_signed)[Step.INCLUSION] == Verdict.BAD


def test_a_promise_is_the_note_that_the_tests_of_the_browser_check():
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")  # RFC 8032, section 7.1
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key = VerifierKey("purse.example/receipts", private.public_key().public_bytes_raw())
    note = sign_note(promise_text(CLAIM.manifest, CLAIM.h, 60), Signer(key, private.sign))
    said = (Path(__file__).parents[2] / "frontend" / "scripts" / "log_notes.test.js").read_text()
    assert str(key) in said
    assert note.split()[-1] in said
