#!/usr/bin/env python3
"""pbwatch keeps watch over the public log of a vote, so that nobody can quietly rewrite it.

    python3 pbwatch.py https://purse.city.example/rounds/2026           looks every minute, until something is wrong
    python3 pbwatch.py --once https://purse.city.example/rounds/2026    looks once: for cron

It asks for the newest checkpoint (the signed size and root of the log), checks the signature, and has the site prove
that the log it saw before is the beginning of the log as it is now. What it saw stays in a file (--seen), which may be
published: others compare with it (--witness). It raises an alarm, with a line on stderr and the command of --alarm,
when the log forked, shrank, is signed by somebody else, or is out of reach for longer than --patience.

Exit: 0 all is well; 1 an alarm; 2 well, but no signature could be checked (it takes the Python package `cryptography`,
or OpenSSL 3); 3 out of reach, not yet for long enough to be alarmed. Python 3.9 or newer, nothing to install.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Callable, Sequence
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

WELL, ALARM, UNCHECKED, MISSED = 0, 1, 2, 3
LARGEST_ANSWER, SECONDS_TO_ANSWER, SECONDS_TO_ACT = 1 << 20, 20, 60
REFUSED = {400, 403, 404, 409, 410, 422}
DASH = "\u2014 "
ED25519 = b"\x01"
DER = bytes.fromhex("302a300506032b6570032100")  # before 32 bytes: an Ed25519 key as OpenSSL reads it (RFC 8410)
STRANGE = (ValueError, TypeError, KeyError, IndexError, AttributeError)  # a refusal, or an answer of another form
Check = Callable[[bytes, bytes, bytes], bool]


class AlarmError(Exception):
    """Something that must not happen: one line, and the signed notes that show it."""


class Head(NamedTuple):
    """A checkpoint: which log, how many leaves, their root (32 bytes), and the note that was signed."""

    origin: str
    size: int
    root: bytes
    note: str


def head_of(note: str) -> Head:
    """Read a checkpoint (C2SP tlog-checkpoint). Raises ValueError."""
    origin, size, root = note.split("\n")[:3]
    if not origin or str(int(size)) != size:
        raise ValueError("no checkpoint")
    return Head(origin, int(size), b64decode(root, validate=True), note)


def is_signed(note: str, key: str, check: Check) -> bool:
    """Whether the note bears a signature of the key (C2SP signed-note; a key is name+id+base64)."""
    text, _, lines = note.rpartition("\n\n")
    name, key_id, encoded = key.split("+", 2)
    public = b64decode(encoded)
    found = [b64decode(line.rpartition(" ")[2]) for line in lines.splitlines() if line.startswith(f"{DASH}{name} ")]
    ours = [raw[4:] for raw in found if raw[:4].hex() == key_id]
    is_right = public[:1] == ED25519 and sha256(f"{name}\n".encode() + public).hexdigest()[:8] == key_id
    return is_right and any(check(public[1:], signature, f"{text}\n".encode()) for signature in ours)


def by_cryptography() -> Check | None:
    if importlib.util.find_spec("cryptography") is None:
        return None
    ed25519 = importlib.import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
    wrong = importlib.import_module("cryptography.exceptions").InvalidSignature

    def check(public: bytes, signature: bytes, message: bytes) -> bool:
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (wrong, ValueError):
            return False
        return True

    return check


def by_openssl() -> Check | None:
    program = shutil.which("openssl")
    version = program and subprocess.run([program, "version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - what PATH names
    if not program or not version or not version.startswith(("OpenSSL 3", "OpenSSL 4")):
        return None

    def check(public: bytes, signature: bytes, message: bytes) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (("key", DER + public), ("signature", signature), ("message", message)):
                (Path(folder) / name).write_bytes(content)
            line = [program, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key"]
            line += ["-rawin", "-in", "message", "-sigfile", "signature"]
            return not subprocess.run(line, cwd=folder, capture_output=True, check=False).returncode  # noqa: S603 - no word is from elsewhere

    return check


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def roots(old: int, new: int, proof: Sequence[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """The roots of both trees by a proof of consistency, read from its definition (RFC 6962, section 2.1.2).

    `known` is the old root where it stands in no proof. Raises ValueError where the proof has another length.
    """
    if old == new:
        (end,) = proof if known is None else (known, *proof)
        return end, end
    *nearer, beside = proof
    left = 1 << (new - 1).bit_length() - 1  # the largest power of two smaller than `new`
    if old <= left:
        before, after = roots(old, left, nearer, known)
        return before, node(after, beside)
    before, after = roots(old - left, new - left, nearer, None)
    return node(beside, before), node(beside, after)


def root_over(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that a leaf's proof of inclusion leads to (section 2.1.1). Raises ValueError as above."""
    if size == 1:
        () = proof
        return sha256(b"\x00" + leaf).digest()
    *nearer, beside = proof
    left = 1 << (size - 1).bit_length() - 1
    if index < left:
        return node(root_over(index, left, leaf, nearer), beside)
    return node(beside, root_over(index - left, size - left, leaf, nearer))


def get(address: str) -> str:
    """What stands at an address. Raises OSError where it is out of reach, ValueError where it refuses."""
    try:
        with urlopen(address, timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310 - main takes http and https only
            return str(answer.read(LARGEST_ANSWER).decode())
    except HTTPError as error:
        raise (ValueError if error.code in REFUSED else OSError)(f"it answered {error.code}") from None
    except HTTPException as error:
        raise OSError(str(error)) from None


class Watch:
    """One round. `memory` is what was seen of it before, as it stands in the file."""

    def __init__(self, address: str, memory: dict[str, Any], check: Check | None, keys: Sequence[str] = ()) -> None:
        self.page = address.rstrip("/")
        site, _, slug = self.page.rpartition("/rounds/")
        self.api = f"{site}/api/v1/rounds/{slug}/log"
        self.memory, self.check, self.keys = memory, check, keys

    def look(self) -> Head:
        """The newest checkpoint, once it holds against what was seen. Raises AlarmError, OSError, STRANGE."""
        head = head_of(get(f"{self.page}/log/checkpoint"))
        if "keys" not in self.memory:
            given = [key for key in self.keys if key.startswith(f"{head.origin}+")]
            self.memory["keys"] = given[:1] or [self._keys()[0]["key"]]
        if not self._is_ours(head):
            self._follow_keys()
            if not self._is_ours(head):
                raise AlarmError("the checkpoint is not signed by the key of this log", head.note)
        self._grow(head)
        return head

    def compare(self, head: Head, other: Head) -> None:
        """Hold a checkpoint against one that somebody else saw of the same log."""
        if other.origin == head.origin and self._is_ours(other, self.memory["keys"]):
            self._require_beginning(*sorted((head, other), key=lambda one: one.size))

    def _is_ours(self, head: Head, keys: Sequence[str] = ()) -> bool:
        """Whether one of the keys signed it (the newest, where none are named), as far as that can be checked."""
        check = self.check
        return check is None or any(is_signed(head.note, key, check) for key in keys or self.memory["keys"][-1:])

    def _ask(self, what: str) -> Any:
        return json.loads(get(self.api + what))

    def _keys(self) -> list[dict[str, Any]]:
        return [row for row in self._ask("")["keys"] if row["use"] == "log"]

    def _follow_keys(self) -> None:
        """Learn each key that a leaf brought in, out of a checkpoint that the key before it signed."""
        for row in self._keys()[len(self.memory["keys"]) :]:
            told = self._ask(f"/proof?index={row['index']}&size={row['size']}")
            head, leaf = head_of(told["checkpoint"]), json.loads(told["leaf"])
            proof = map(bytes.fromhex, told["proof"])
            is_in = root_over(row["index"], head.size, told["leaf"].encode(), list(proof)) == head.root
            names_it = (leaf["t"], leaf["use"], leaf["key"]) == ("newkey", "log", row["key"])
            if not (is_in and names_it and self._is_ours(head)):
                raise AlarmError("the log has a new key that the old one does not vouch for", head.note)
            self._grow(head)
            self.memory["keys"].append(row["key"])

    def _grow(self, head: Head) -> None:
        """Take it up as what was seen. Raises AlarmError where it is not what was seen before, and more."""
        if "note" in self.memory:
            seen = head_of(self.memory["note"])
            if head.origin != seen.origin or head.size < seen.size:
                raise AlarmError(f"the log shrank from {seen.size} leaves to {head.size}", seen.note, head.note)
            self._require_beginning(seen, head)
        self.memory["note"] = head.note

    def _require_beginning(self, old: Head, new: Head) -> None:
        try:
            is_one = old.root == new.root if old.size == new.size else not old.size or self._is_proven(old, new)
        except STRANGE:
            is_one = False
        if not is_one:
            raise AlarmError(f"the log forked: {new.size} leaves do not begin with the {old.size}", old.note, new.note)

    def _is_proven(self, old: Head, new: Head) -> bool:
        told = self._ask(f"/consistency?old={old.size}&new={new.size}")["proof"]
        return roots(old.size, new.size, [bytes.fromhex(one) for one in told], old.root) == (old.root, new.root)


def notes_of(place: str) -> list[str]:
    """The checkpoints in another watcher's file, on this machine or on the web."""
    text = get(place) if place.startswith(("http://", "https://")) else Path(place).read_text("utf-8")
    return [row["note"] for row in json.loads(text).values() if "note" in row]


def look(watch: Watch, witnesses: Sequence[str], patience: float) -> tuple[int, str]:
    """Look at one round: how it ends, and the line that says so. Notes down what it saw, and what shows a fault."""
    memory, now = watch.memory, time.time()
    try:
        head = watch.look()
        for note in [note for place in witnesses for note in notes_of(place)]:
            watch.compare(head, head_of(note))
    except AlarmError as alarm:
        memory["evidence"] = list(alarm.args)
        return ALARM, str(alarm.args[0])
    except (OSError, *STRANGE) as missed:
        gone = int(now - memory.setdefault("missed_at", now))
        return ALARM if gone >= patience else MISSED, f"nothing to go by for {gone} seconds: {missed}"
    memory.pop("missed_at", None)
    return WELL if watch.check else UNCHECKED, f"{head.size} leaves, root {head.root.hex()}"


def arguments_of(line: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", nargs="+", metavar="ADDRESS", help="a round's page, …/rounds/<name>")
    parser.add_argument("--once", action="store_true", help="look once")
    parser.add_argument("--every", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--patience", type=float, default=900, metavar="SECONDS", help="how long a site may be away")
    parser.add_argument("--seen", type=Path, default=Path("pbwatch.json"), metavar="FILE", help="what was seen")
    parser.add_argument("--witness", action="append", default=[], metavar="FILE", help="or address: what others saw")
    parser.add_argument("--key", action="append", default=[], help="a log's key, where you have it from elsewhere")
    parser.add_argument("--alarm", default="", metavar="COMMAND", help="is run with the alarm as its last argument")
    given = parser.parse_args(line)
    if not all(one.startswith(("http://", "https://")) and "/rounds/" in one for one in given.rounds):
        parser.error("an address is https://…/rounds/<name>")
    return given


def main(line: Sequence[str] | None = None) -> int:
    given = arguments_of(line)
    check = by_cryptography() or by_openssl()
    while True:
        ends = poll(given, check)
        if given.once or ALARM in ends:
            return next(end for end in (ALARM, MISSED, UNCHECKED, WELL) if end in ends)
        time.sleep(given.every)


def poll(given: argparse.Namespace, check: Check | None) -> set[int]:
    """Look at every round once, keep what was seen, then tell."""
    seen = json.loads(given.seen.read_text("utf-8")) if given.seen.exists() else {}
    found = []
    for address in given.rounds:
        watch = Watch(address, seen.setdefault(address, {}), check, given.key)
        found.append((address, *look(watch, given.witness, given.patience)))
    beside = given.seen.with_name(given.seen.name + ".new")
    beside.write_text(json.dumps(seen, indent=1), "utf-8")
    beside.replace(given.seen)
    for address, end, said in found:
        tell(end, f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {address} {said}", given.alarm)
    return {end for _address, end, _said in found}


def tell(end: int, line: str, command: str) -> None:
    words = {WELL: "", ALARM: "ALARM ", UNCHECKED: "signature not checked ", MISSED: "missed "}
    (sys.stdout if end in {WELL, UNCHECKED} else sys.stderr).write(f"{words[end]}{line}\n")
    if end == ALARM and command:
        subprocess.run([*shlex.split(command), line], timeout=SECONDS_TO_ACT, check=False)  # noqa: S603 - the watcher's


if __name__ == "__main__":
    sys.exit(main())
