"""Signed notes, checkpoints, promises and proofs as texts that other software reads too.

Formats: C2SP signed-note, tlog-checkpoint and tlog-proof (https://c2sp.org). Signatures are Ed25519, made and checked
by the functions that are passed in: nothing of a primitive is our own.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes, bytes], bool]
ED25519 = b"\x01"
ID_LENGTH, KEY_LENGTH, SIGNATURE_LENGTH = 4, 32, 64
DASH = "\u2014 "


class NoteError(ValueError):
    """A text is no note, checkpoint or key of the form asked for."""


@dataclass(frozen=True)
class VerifierKey:
    """Who signs, under which public key (32 bytes)."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:ID_LENGTH]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True)
class Signer:
    """A verifier key, and the function that signs under it."""

    key: VerifierKey
    sign: Sign


@dataclass(frozen=True)
class Head:
    """What a checkpoint says: which log, how many leaves, and their root (32 bytes)."""

    origin: str
    size: int
    root: bytes


def parse_key(text: str) -> VerifierKey:
    """Read a verifier key. Raises NoteError."""
    try:
        name, key_id, encoded = text.split("+", 2)
        raw = b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise NoteError("not a verifier key") from None
    key = VerifierKey(name, raw[1:])
    if raw[:1] != ED25519 or len(raw) != 1 + KEY_LENGTH or key_id != key.id.hex():
        raise NoteError("not an Ed25519 verifier key")
    return key


def sign_note(text: str, *signers: Signer) -> str:
    """The note of this text (which ends with a newline), signed by each."""
    lines = [
        f"{DASH}{signer.key.name} {b64encode(signer.key.id + signer.sign(text.encode())).decode()}\n"
        for signer in signers
    ]
    return f"{text}\n{''.join(lines)}"


def open_note(note: str, key: VerifierKey, verify: Verify) -> str:
    """The text of a note, where this key has signed it. Raises NoteError."""
    text, _, signatures = note.rpartition("\n\n")
    if not text or not signatures.endswith("\n"):
        raise NoteError("not a signed note")
    signed = f"{text}\n"
    found = [_signature(line) for line in signatures.splitlines()]
    ours = [rest for name, key_id, rest in found if (name, key_id) == (key.name, key.id)]
    if not any(verify(key.public, signature, signed.encode()) for signature in ours):
        raise NoteError("not signed by this key")
    return signed


def _signature(line: str) -> tuple[str, bytes, bytes]:
    try:
        name, encoded = line.removeprefix(DASH).split(" ")
        raw = b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise NoteError("not a signature line") from None
    if not line.startswith(DASH):
        raise NoteError("not a signature line")
    return name, raw[:ID_LENGTH], raw[ID_LENGTH:]


def checkpoint_text(head: Head) -> str:
    """What is signed for a state of a log."""
    return f"{head.origin}\n{head.size}\n{b64encode(head.root).decode()}\n"


def parse_checkpoint(text: str) -> Head:
    """Read the signed text of a checkpoint (lines after the third are extensions). Raises NoteError."""
    try:
        origin, size, root = text.split("\n")[:3]
        head = Head(origin, int(size), b64decode(root, validate=True))
    except (ValueError, binascii.Error):
        raise NoteError("not a checkpoint") from None
    if not origin or str(head.size) != size or head.size < 0 or len(head.root) != KEY_LENGTH:
        raise NoteError("not a checkpoint")
    return head


def promise_text(rh: str, h: str, mmd: int) -> str:
    """What is signed for an accepted ballot: the log has it no later than `mmd` minutes after the close."""
    return f"pbv1/promise\n{rh}\n{h}\n{mmd}\n"


def proof_text(index: int, proof: Sequence[bytes], checkpoint: str) -> str:
    """A leaf's proof of inclusion with the checkpoint that it leads to."""
    hashes = "".join(f"{b64encode(node).decode()}\n" for node in proof)
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{checkpoint}"
