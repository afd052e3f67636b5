"""Check a vote without trusting those who held it.

    python3 verify.py BUNDLE                       a bundle: the zip file, or the folder it was unpacked to
    python3 verify.py FILE.pb --rule equal-shares  count a Pabulib file

Python 3.9 or newer and nothing else; signatures are checked by the package `cryptography` or the program `openssl`,
whichever is there. One line for each check:

    ok NAME: what was found
    FAULT FILE:LINE: what is wrong
    NOT RECOUNTABLE …, NOT RECOMPUTED …, NOT CHECKED …: what nobody can check from this, and why

Ends with 0: all is well; 1: a fault; 2: all is well, but the signature could not be checked.

It shares no line with the software that held the vote. Formats: docs/verifying.md. Rules: docs/counting.md and the
papers it names (Talmon and Faliszewski 2019; Peters and Skowron 2020; Peters, Pierczyński and Skowron 2021).
Amounts are whole minor units; what decides is exact: whole numbers and fractions.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import heapq
import importlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from operator import mul
from pathlib import Path
from typing import Any, BinaryIO

LARGEST = 2**53 - 1
MOST_FAULTS = 50
BLANK_COST = 999_999_999  # what Pabulib files give a withdrawn project as its cost, in units
SHOWN = 60


class Unreadable(Exception):  # noqa: N818 - the bundle is at fault
    """Something is not of the form it must have, so that nothing that builds on it can be checked."""


# --- What is told -----------------------------------------------------------------------------------------------------


class Report:
    """Lines as they are found; a check without a fault of its own is told as ok."""

    def __init__(self, out: Any = None) -> None:
        self.out = out or sys.stdout
        self.faults = 0
        self.is_unsigned = False
        self._by_check: Counter[str] = Counter()
        self._started = self._told = time.monotonic()

    def fault(self, check: str, where: str, reason: str) -> None:
        self.faults += 1
        self._by_check[check] += 1
        if self._by_check[check] <= MOST_FAULTS:
            self.say(f"FAULT {where}: {reason}")
        elif self._by_check[check] == MOST_FAULTS + 1:
            self.say(f"FAULT {where}: and more of this kind")

    def done(self, check: str, said: str) -> None:
        if not self._by_check[check]:
            self.say(f"ok {check}: {said}")

    def say(self, line: str) -> None:
        """Print a line; what others wrote cannot bring a second one, or a control character, with it."""
        self.out.write("".join(char if char.isprintable() else "?" for char in line) + "\n")

    def progress(self, what: str, done: int, whole: int = 0) -> None:
        """Say on standard error how far a long run is, every few seconds."""
        now = time.monotonic()
        if now - self._told >= 3:  # noqa: PLR2004 - seconds
            self._told = now
            of = f" of {whole:,}" if whole else ""
            sys.stderr.write(f"... {what} {done:,}{of}, {now - self._started:.0f} s\n")
            sys.stderr.flush()

    @property
    def code(self) -> int:
        return 1 if self.faults else 2 if self.is_unsigned else 0


# --- Canonical JSON, hashes, the tree ---------------------------------------------------------------------------------


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value: Any) -> bytes:
    """The bytes that are hashed (RFC 8785 without floats and null); ValueError where a value has none."""
    return json.dumps(_allowed(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _allowed(value: Any) -> Any:
    """The value itself; ValueError where something in it has no canonical form."""
    if isinstance(value, str):
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise ValueError("text that is not in Unicode normal form C")
    elif isinstance(value, list):
        for item in value:
            _allowed(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            _allowed_key(key)
            _allowed(item)
    elif not isinstance(value, int) or abs(value) > LARGEST:
        raise ValueError(f"a value that is not allowed ({type(value).__name__})")
    return value


def _allowed_key(key: str) -> None:
    if not key.isascii():
        raise ValueError("a key that is not ASCII")


def parsed(data: bytes) -> Any:
    """The value of canonical bytes; ValueError where they are not the canonical form of what they say."""
    try:
        value = json.loads(data.decode())
        again = canonical(value)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not canonical JSON: {str(error)[:SHOWN]}") from None
    if again != data:
        raise ValueError("not canonical JSON: it is not written in its one form")
    return value


class Tree:
    """The tree of RFC 6962, section 2.1, growing by one leaf at a time; keeps the roots of whole parts only."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[tuple[int, bytes]] = []

    def add(self, data: bytes) -> None:
        node, leaves = sha256(b"\x00", data), 1
        while self._parts and self._parts[-1][0] == leaves:
            node = sha256(b"\x01", self._parts.pop()[1], node)
            leaves *= 2
        self._parts.append((leaves, node))
        self.size += 1

    def root(self) -> bytes:
        if not self._parts:
            return sha256()
        node = self._parts[-1][1]
        for _, left in reversed(self._parts[:-1]):
            node = sha256(b"\x01", left, node)
        return node


# --- Signed notes -----------------------------------------------------------------------------------------------------


class Key:
    """A verifier key of C2SP signed notes: `name+id+base64(0x01 and 32 bytes)`. Raises ValueError."""

    def __init__(self, text: str) -> None:
        parts = text.split("+", 2)
        if len(parts) != 3:  # noqa: PLR2004 - its three parts
            raise ValueError("not a verifier key")
        self.name, key_id, encoded = parts
        raw = base64.b64decode(encoded, validate=True)
        self.public = raw[1:]
        self.id = sha256(self.name.encode(), b"\n", raw)[:4]
        if raw[:1] != b"\x01" or len(raw) != 33 or key_id != self.id.hex():  # noqa: PLR2004 - Ed25519
            raise ValueError("not an Ed25519 verifier key")


class Note:
    """A signed note: its text, and what is signed under it by whom. Raises ValueError."""

    def __init__(self, data: bytes) -> None:
        text, gap, signatures = data.decode().rpartition("\n\n")
        if not gap or not text or not signatures.endswith("\n"):
            raise ValueError("not a signed note")
        self.text = text + "\n"
        self.signatures = [self._signature(line) for line in signatures.splitlines()]

    @staticmethod
    def _signature(line: str) -> tuple[str, bytes]:
        dash, name, encoded = [*line.split(" "), "", ""][:3]
        raw = base64.b64decode(encoded, validate=True)
        if dash != "\u2014" or not name or len(raw) != 68 or line.count(" ") != 2:  # noqa: PLR2004 - id, signature
            raise ValueError("not a signature line")
        return name, raw

    def checkpoint(self) -> tuple[str, int, bytes]:
        """What a checkpoint says: origin, size, root."""
        lines = self.text.split("\n")
        if len(lines) < 4 or not lines[0] or not re.fullmatch("0|[1-9][0-9]{0,15}", lines[1]):  # noqa: PLR2004 - its three lines
            raise ValueError("not a checkpoint")
        return lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)

    def is_signed_by(self, key: Key) -> bool | None:
        """Whether this key signed it; None where nothing here can check that."""
        ours = [raw[4:] for name, raw in self.signatures if name == key.name and raw[:4] == key.id]
        if not ours:
            return False
        answers = [is_signature(key.public, signature, self.text.encode()) for signature in ours]
        return None if None in answers else any(answers)


def is_signature(public: bytes, signature: bytes, message: bytes) -> bool | None:
    """Whether an Ed25519 signature is right; None where neither cryptography nor openssl is there."""
    for way in (_by_cryptography, _by_openssl):
        answer = way(public, signature, message)
        if answer is not None:
            return answer
    return None


def _by_cryptography(public: bytes, signature: bytes, message: bytes) -> bool | None:
    try:
        ed25519 = importlib.import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
        exceptions = importlib.import_module("cryptography.exceptions")
    except ImportError:
        return None
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (exceptions.InvalidSignature, ValueError):
        return False
    return True


def _by_openssl(public: bytes, signature: bytes, message: bytes) -> bool | None:
    """Ask openssl 3. A first question whose answer is known shows whether it can be asked at all."""
    program = shutil.which("openssl")
    if program is None or not _openssl_says(program, *RFC_8032):
        return None
    return _openssl_says(program, public, signature, message)


# The second test of RFC 8032, section 7.1: public key, signature, message.
RFC_8032 = (
    bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
    bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    b"\x72",
)


def _openssl_says(program: str, public: bytes, signature: bytes, message: bytes) -> bool:
    prefix = bytes.fromhex("302a300506032b6570032100")  # a public key of Ed25519 in DER, RFC 8410
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(prefix + public) + b"\n-----END PUBLIC KEY-----\n"
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("key", pem), ("signature", signature), ("message", message)):
            (Path(folder) / name).write_bytes(content)
        command = [program, "pkeyutl", "-verify", "-pubin", "-inkey", "key", "-rawin"]
        command += ["-in", "message", "-sigfile", "signature"]
        answer = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 - fixed words
    return answer.returncode == 0


# --- The bundle as files ----------------------------------------------------------------------------------------------


class Bundle:
    """The files of a bundle: of a folder, or of the one folder in a zip file. Raises Unreadable."""

    def __init__(self, path: Path) -> None:
        self.zip: zipfile.ZipFile | None = None
        self.path = path
        self.prefix = ""
        if path.is_dir():
            self.names = sorted(str(file.relative_to(path).as_posix()) for file in path.rglob("*") if file.is_file())
            self._lift("manifest.json" in self.names)
            return
        try:
            self.zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise Unreadable(f"FAULT {path}:0: cannot be read as a bundle: {error}") from None
        self.names = sorted(info.filename for info in self.zip.infolist() if not info.is_dir())
        if len(set(self.names)) != len(self.names):
            raise Unreadable(f"FAULT {path}:0: a name stands in it twice")
        self._lift("manifest.json" in self.names)

    def _lift(self, is_flat: bool) -> None:  # noqa: FBT001 - one private caller
        """Leave out the one folder that all files stand in."""
        if is_flat or not self.names:
            return
        folder = self.names[0].partition("/")[0] + "/"
        if all(name.startswith(folder) for name in self.names):
            self.prefix, self.names = folder, [name[len(folder) :] for name in self.names]

    def open(self, name: str) -> BinaryIO:
        """Open a file; Unreadable where there is none."""
        try:
            if self.zip is not None:
                return io.BufferedReader(self.zip.open(self.prefix + name), 1 << 20)  # type: ignore[type-var]
            return (self.path / (self.prefix + name)).open("rb")
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            raise Unreadable(f"FAULT {name}:0: is missing or cannot be read ({error})") from None

    def read(self, name: str) -> bytes:
        with self.open(name) as stream:
            return stream.read()

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file, without their ends; Unreadable where the last has none."""
        with self.open(name) as stream:
            for number, line in enumerate(stream, start=1):
                if not line.endswith(b"\n"):
                    raise Unreadable(f"FAULT {name}:{number}: the line has no end")
                yield line[:-1]

    def digest(self, name: str) -> str:
        found = hashlib.sha256()
        with self.open(name) as stream:
            for block in iter(lambda: stream.read(1 << 20), b""):
                found.update(block)
        return found.hexdigest()


def check_sums(bundle: Bundle, report: Report) -> None:
    """Every file has its checksum, and every checksum its file."""
    listed = {}
    for number, line in enumerate(bundle.lines("SHA256SUMS"), start=1):
        said, gap, name = line.decode("utf-8", "replace").partition("  ")
        listed[name] = number
        if not gap or name not in bundle.names:
            report.fault("checksums", f"SHA256SUMS:{number}", f"there is no file {name!r}")
        elif bundle.digest(name) != said:
            report.fault("checksums", f"SHA256SUMS:{number}", f"{name} does not have this checksum")
    for name in bundle.names:
        if name not in listed and name != "SHA256SUMS":
            report.fault("checksums", "SHA256SUMS:0", f"{name} is in the bundle and not in this list")
    report.done("checksums", f"{len(listed)} files")


# --- The manifest -----------------------------------------------------------------------------------------------------

Check = Callable[[Any], bool]


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200  # noqa: PLR2004 - no name is longer


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


HASH = re.compile("[0-9a-f]{64}")


def is_hash(value: Any) -> bool:
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def is_moment(value: Any) -> bool:
    pattern = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ"
    return isinstance(value, str) and value.isascii() and re.fullmatch(pattern, value) is not None


def is_list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def is_object(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """A test for objects that have these keys, and at most those."""
    allowed = {**required, **(optional or {})}

    def check(value: Any) -> bool:
        if not isinstance(value, dict) or required.keys() - value.keys() or value.keys() - allowed.keys():
            return False
        return all(allowed[key](item) for key, item in value.items())

    return check


def is_map_of(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(check(item) for item in value.values())


IS_PAIR: Check = lambda value: is_list_of(is_name)(value) and len(value) == 2  # noqa: E731, PLR2004 - a pair is two
IS_CONSTRAINTS = is_object(
    {},
    {
        "min_votes": is_count,
        "min_turnout": is_count,
        "caps": is_map_of(is_count),
        "incompatible": is_list_of(IS_PAIR),
    },
)
IS_DISTRICT = is_object(
    {
        "code": is_name,
        "envelope": is_count,
        "projects": is_list_of(is_object({"code": is_name, "title": is_text, "cost": is_count, "category": is_text})),
    },
    {"withdrawn": is_list_of(is_name), "constraints": IS_CONSTRAINTS},
)
LIMITS = ("max_choices", "max_spend", "points", "max_points_each")
IS_BALLOT = is_object(
    {
        "kind": lambda kind: kind in {"approval", "choose-one", "knapsack", "points", "ranking"},
        "scoring": is_list_of(is_count),
        "min_choices": is_count,
        "min_spend": is_count,
    },
    dict.fromkeys(LIMITS, is_count),
)
MANIFEST: dict[str, Check] = {
    "v": lambda value: value == 1,
    "round": is_name,
    "currency": is_name,
    "districts": is_list_of(IS_DISTRICT),
    "ballot": IS_BALLOT,
    "rule": is_name,
    "parameters": is_map_of(is_text),
    "ties": is_object({"order": is_list_of(is_name), "seed": is_text}),
    "may_vote_in": is_name,
    "may_vote_in_count": is_count,
    "k": lambda value: is_count(value) and value > 0,
    "mmd": is_count,
    "closes": is_moment,
    "key": is_hash,
    "log": is_object({"origin": is_name, "key": is_name, "receipt_key": is_name}),
}


def check_manifest(bundle: Bundle, report: Report) -> tuple[dict[str, Any], str]:
    """The manifest, and rh, its hash (hexadecimal). Unreadable where it is none."""
    data = bundle.read("manifest.json")
    try:
        manifest = _manifest_of(data)
    except ValueError as error:
        raise Unreadable(f"FAULT manifest.json:1: {error}") from None
    rh = sha256(b"pbv1/round\n", data).hex()
    report.done("manifest", f"{manifest['round']}, {len(manifest['districts'])} districts, hash {rh}")
    return manifest, rh


def _manifest_of(data: bytes) -> dict[str, Any]:
    manifest = parsed(data)
    found = manifest if isinstance(manifest, dict) else {}
    wrong = [key for key, check in MANIFEST.items() if key not in found or not check(found[key])]
    if wrong:
        raise ValueError(f"{', '.join(wrong)} is missing or not of the right form")
    for use in ("key", "receipt_key"):
        Key(found["log"][use])
    _unique([entry["code"] for entry in found["districts"]])
    for entry in found["districts"]:
        _unique([row["code"] for row in entry["projects"]])
    return found


def _unique(codes: Sequence[str]) -> None:
    if len(set(codes)) != len(codes):
        raise ValueError("a code stands in it twice")


# --- Ballots ----------------------------------------------------------------------------------------------------------

Scores = dict[str, int]


def scores_of(kind: str, choices: Any, scoring: Sequence[int]) -> Scores:
    """What a ballot gives each project it names, withdrawn or not.

    The last place of a ranking is worth 1, unless a vector of points is fixed.
    """
    if kind == "points":
        return {line["p"]: line["w"] for line in choices}
    if kind != "ranking":
        return dict.fromkeys(choices, 1)
    if not scoring:
        return {code: len(choices) - place for place, code in enumerate(choices)}
    return {code: scoring[place] for place, code in enumerate(choices) if place < len(scoring) and scoring[place]}


IS_POINTS = is_object({"p": is_name, "w": lambda value: is_count(value) and value > 0})


class Rules:
    """What a ballot of the round may say (limits of the manifest; spends in minor units)."""

    def __init__(self, ballot: dict[str, Any]) -> None:
        self.kind: str = ballot["kind"]
        self.scoring: list[int] = ballot["scoring"]
        self.least: int = ballot["min_choices"]
        self.least_spend: int = ballot["min_spend"]
        self.most, self.most_spend, self.points, self.points_each = map(ballot.get, LIMITS)
        if self.kind == "choose-one":
            self.most = 1
        if self.kind == "ranking" and self.scoring:
            self.most = min(len(self.scoring), self.most if self.most is not None else len(self.scoring))

    def fault(self, choices: Any, contest: Contest) -> str:
        """Why such a ballot is not allowed; empty where it is. A price may have been amended since it was cast."""
        is_line = IS_POINTS if self.kind == "points" else is_name
        if not is_list_of(is_line)(choices):
            return "its choices are no list of what a ballot of this kind names"
        codes = [line["p"] for line in choices] if self.kind == "points" else choices
        if len(set(codes)) != len(codes):
            return "a project is named twice"
        strangers = [code for code in codes if code not in contest.costs or code in contest.never]
        if strangers:
            return f"{strangers[0]!r} is not on this ballot"
        if self.kind != "ranking" and codes != sorted(codes):
            return "the projects are not in the order of their codes"
        return self._numbers_fault(choices, codes, contest)

    def _numbers_fault(self, choices: list[Any], codes: list[str], contest: Contest) -> str:
        if len(codes) < self.least:
            return f"{len(codes)} choices, {self.least} are the least"
        if self.most is not None and len(codes) > self.most:
            return f"{len(codes)} choices, {self.most} are the most"
        if self.kind == "points":
            given = [line["w"] for line in choices]
            if self.points_each is not None and max(given, default=0) > self.points_each:
                return f"{max(given)} points for one project, {self.points_each} are the most"
            if self.points is not None and sum(given) > self.points:
                return f"{sum(given)} points, {self.points} are the most"
        return self._spend_fault(codes, contest)

    def _spend_fault(self, codes: list[str], contest: Contest) -> str:
        most = self.most_spend
        if self.kind == "knapsack" and most is None:
            most = contest.envelope
        sums = [sum(costs[code] for code in codes) for costs in contest.costs_seen]
        if all(spent < self.least_spend or (most is not None and spent > most) for spent in sums):
            return f"its projects cost {sums[-1]}, which is not from {self.least_spend} to {most}"
        return ""


class Contest:
    """A district's part of the round, as the leaves read so far have left it."""

    def __init__(self, entry: dict[str, Any], rules: Rules) -> None:
        self.code: str = entry["code"]
        self.envelope: int = entry["envelope"]
        self.rules = rules
        self.titles: dict[str, str] = {row["code"]: row["title"] for row in entry["projects"]}
        self.costs: dict[str, int] = {row["code"]: row["cost"] for row in entry["projects"]}
        self.categories: dict[str, str] = {row["code"]: row["category"] for row in entry["projects"]}
        self.costs_seen = [dict(self.costs)]  # the latest last: a ballot may be older than the leaf before it
        self.never = set(entry.get("withdrawn", []))
        self.withdrawn = set(self.never)
        self.constraints: dict[str, Any] = entry.get("constraints", {})
        self.is_open = False  # whether openings are published for it
        self.casts = 0
        self.paper: Counter[str] = Counter()  # paper casts by station
        self.last: dict[str, tuple[int, str, str]] = {}  # slot: version, h, ballot
        self.seqs: dict[str, list[int]] = defaultdict(list)
        self.batch_of: dict[str, int] = {}
        self.online = 0
        self.checkoffs = 0
        self.desk_voids = 0
        self.voids = 0
        self.counts: Counter[str] = Counter()
        self.ballots = 0
        self.version = 0
        self.counted = 0  # the version that the last tally leaf told
        self.told = 0  # ballots in the last tally or turnout leaf

    def tally(self) -> list[dict[str, Any]]:
        """The counts as a tally leaf has them: a withdrawn project has none."""
        return [{"p": code, "n": 0 if code in self.withdrawn else self.counts[code]} for code in sorted(self.costs)]


# --- Leaves -----------------------------------------------------------------------------------------------------------

RULING: dict[str, Check] = {"reason": is_name, "at": is_moment}
RULING["reason"] = lambda value: is_text(value) and bool(value)
CASE: dict[str, Check] = {"case": is_count}
IS_AREA = is_object({"district": is_name}, {"total": is_count, "methods": is_map_of(is_count)})
IS_RECORDED = is_list_of(is_object({"p": is_name, "n": is_count}))
LEAVES: dict[str, tuple[dict[str, Check], dict[str, Check]]] = {
    "open": ({"manifest": is_hash, "round": is_name}, {}),
    "roll": ({"total": is_count, "areas": is_list_of(IS_AREA), "root": is_hash}, {}),
    "cast": ({"district": is_name, "h": is_hash}, {}),
    "tally": ({"district": is_name, "ballots": is_count, "counts": IS_RECORDED, "voids": is_count}, {}),
    "turnout": ({"district": is_name, "ballots": is_count}, {}),
    "amend": (
        {
            "district": is_name,
            "code": is_name,
            "title": is_name,
            "old_title": is_text,
            "cost": lambda value: is_count(value) and value > 0,
            "old_cost": is_count,
            **RULING,
        },
        CASE,
    ),
    "withdraw": ({"district": is_name, "code": is_name, **RULING}, CASE),
    "extend": ({"closes": is_moment, "old_closes": is_moment, **RULING}, CASE),
    "shorten": ({"closes": is_moment, "old_closes": is_moment, **RULING}, CASE),
    "void": ({"district": is_name, "h": is_hash, **RULING}, CASE),
    "paper": (
        {"district": is_name, "station": is_name, "papers": is_count, "checkoffs": is_count, "sheet": is_hash},
        {"difference": is_text},
    ),
    "close": ({"closes": is_moment, "casts": is_list_of(is_object({"district": is_name, "casts": is_count}))}, {}),
    "result": (
        {
            "district": is_name,
            "state": lambda value: value in {"provisional", "certified"},
            "rule": is_name,
            "ballots": is_count,
            "winners": is_list_of(is_name),
            "spent": is_count,
            "outcome": is_hash,
        },
        {"protocol": is_hash},
    ),
    "newkey": ({"use": lambda value: value in {"log", "receipt"}, "key": is_name, **RULING}, CASE),
    "keydestroy": ({"key": is_hash, **RULING}, CASE),
    "audit": ({"entries": is_count, "head": is_hash}, {}),
}
FORMS = {
    kind: is_object({"v": lambda value: value == 1, "t": is_text, **required}, optional)
    for kind, (required, optional) in LEAVES.items()
}


# Nearly all leaves are casts: one that is written like this is canonical and of its form.
PLAIN_CAST = re.compile(rb'\{"district":"([ !#-\[\]-~]{1,200})","h":"([0-9a-f]{64})","t":"cast","v":1\}')


def leaf_of(data: bytes) -> dict[str, Any]:
    """A leaf of a known type and of its form; ValueError where it is none."""
    plain = PLAIN_CAST.fullmatch(data)
    if plain:
        return {"district": plain[1].decode(), "h": plain[2].decode(), "t": "cast", "v": 1}
    leaf = parsed(data)
    kind = leaf.get("t") if isinstance(leaf, dict) else None
    if not isinstance(kind, str) or kind not in FORMS:
        raise ValueError("not a leaf of a known type")
    if not FORMS[kind](leaf):
        raise ValueError(f"not of the form of a leaf of the type {kind!r}")
    return dict(leaf)


class Survey:
    """A first pass over the leaves: their tree, and what must be known before the second."""

    def __init__(self, bundle: Bundle, report: Report) -> None:
        self.tree = Tree()
        self.ballots: dict[str, int] = {}
        self.new_keys: list[tuple[int, Key]] = []
        self.roots: dict[int, bytes] = {}
        self.casts: Counter[str] = Counter()
        asked = {size for _, size in handover_sizes(bundle)}
        for data in bundle.lines("leaves.jsonl"):
            self.tree.add(data)
            if self.tree.size in asked:
                self.roots[self.tree.size] = self.tree.root()
            self._note(data, report)
            report.progress("leaves hashed:", self.tree.size)

    def _note(self, data: bytes, report: Report) -> None:
        try:
            leaf = leaf_of(data)
        except ValueError as error:
            report.fault("leaves", f"leaves.jsonl:{self.tree.size}", str(error))
            return
        kind = leaf["t"]
        if kind == "cast":
            self.casts[leaf["district"]] += 1
        elif kind in {"tally", "result"}:
            self.ballots[leaf["district"]] = leaf["ballots"]
        elif kind == "newkey" and leaf["use"] == "log":
            try:
                self.new_keys.append((self.tree.size - 1, Key(leaf["key"])))
            except ValueError as error:
                report.fault("leaves", f"leaves.jsonl:{self.tree.size}", str(error))


def handover_sizes(bundle: Bundle) -> list[tuple[str, int]]:
    """The checkpoints that first covered a change of keys, by name, and their sizes (0 where one is no checkpoint)."""
    found = []
    for name in bundle.names:
        if re.fullmatch("handover-[0-9]+", name):
            try:
                found.append((name, Note(bundle.read(name)).checkpoint()[1]))
            except ValueError:
                found.append((name, 0))
    return found


def check_signatures(bundle: Bundle, manifest: dict[str, Any], survey: Survey, report: Report) -> None:
    """The checkpoint tells this log and its root, and is signed by the key in force; a new key by the one before it."""
    log = manifest["log"]
    try:
        note = Note(bundle.read("checkpoint"))
        origin, size, root = note.checkpoint()
    except ValueError as error:
        report.fault("root", "checkpoint:1", str(error))
        return
    if origin != log["origin"]:
        report.fault("root", "checkpoint:1", f"it is of the log {origin!r}, not {log['origin']!r}")
    if size != survey.tree.size:
        report.fault("root", "checkpoint:2", f"it covers {size} leaves; there are {survey.tree.size}")
    elif root != survey.tree.root():
        report.fault("root", "checkpoint:3", f"its root is not that of the leaves, {survey.tree.root().hex()}")
    report.done("root", f"{size:,} leaves, {root.hex()}")
    key = Key(log["key"])
    for index, new in survey.new_keys:
        _check_handover(bundle, survey, index, (key, new), report)
        key = new
    _check_signature(note, "checkpoint:5", key, report)
    report.done("signature", "not checked" if report.is_unsigned else f"by {key.name}, key {key.id.hex()}")


def _check_handover(bundle: Bundle, survey: Survey, index: int, keys: tuple[Key, Key], report: Report) -> None:
    """A new key is the log's only if the old one signed a state of the log that names it."""
    sizes = [(name, size) for name, size in [*handover_sizes(bundle), ("checkpoint", survey.tree.size)] if size > index]
    for name, size in sorted(sizes, key=lambda found: found[1]):
        note = Note(bundle.read(name))
        root = survey.roots.get(size, survey.tree.root())
        if note.checkpoint()[1:] == (size, root) and all(note.is_signed_by(key) is not False for key in keys):
            for key in keys:
                _check_signature(note, f"{name}:5", key, report)
            return
    report.fault("signature", f"leaves.jsonl:{index + 1}", "no checkpoint signed by the old key covers this new key")


def _check_signature(note: Note, where: str, key: Key, report: Report) -> None:
    answer = note.is_signed_by(key)
    if answer is None and not report.is_unsigned:
        report.is_unsigned = True
        report.say("NOT CHECKED the signature: neither the package cryptography nor the program openssl is here")
    if answer is False:
        report.fault("signature", where, f"no right signature by {key.name}, key {key.id.hex()}")


# --- The second pass: every leaf, every opening, every count ----------------------------------------------------------


class Opening:
    """A line of openings.jsonl: what is behind one cast. Raises ValueError."""

    KEYS = frozenset({"index", "slot", "seq", "slot_nonce", "nonce", "ballot"})

    def __init__(self, data: bytes) -> None:
        line = json.loads(data.decode())
        if not isinstance(line, dict) or not self._is_well_formed(line):
            raise ValueError("not of the form of an opening")
        self.index: int = line["index"]
        self.slot: str = line["slot"]
        self.seq: int = line["seq"]
        self.ballot: str = line["ballot"]
        self.station: str | None = line.get("station")
        self._nonces = bytes.fromhex(line["slot_nonce"]), bytes.fromhex(line["nonce"])

    @classmethod
    def _is_well_formed(cls, line: dict[str, Any]) -> bool:
        if line.keys() != cls.KEYS and (line.keys() != cls.KEYS | {"station"} or not is_name(line["station"])):
            return False
        is_hashed = is_hash(line["slot"]) and is_hash(line["slot_nonce"]) and is_hash(line["nonce"])
        is_numbered = is_count(line["index"]) and is_count(line["seq"]) and 0 < line["seq"] < 2**32
        return is_hashed and is_numbered and isinstance(line["ballot"], str)

    def ballot_hash(self) -> bytes:
        """B."""
        return sha256(b"pbv1/ballot\n", self._nonces[1], self.ballot.encode())

    def cast_hash(self, rh: bytes) -> str:
        """h, from S and B."""
        slot = sha256(b"pbv1/slot-open\n", self._nonces[0], bytes.fromhex(self.slot), self.seq.to_bytes(4, "big"))
        return sha256(b"pbv1/cast\n", rh, slot, self.ballot_hash()).hex()


class Openings:
    """The lines of openings.jsonl in their order, each asked for by the index of its cast."""

    def __init__(self, bundle: Bundle, report: Report) -> None:
        self._lines = enumerate(bundle.lines("openings.jsonl"), start=1)
        self._report = report
        self.line = 0
        self._next = self._read()

    def _read(self) -> Opening | None:
        for line, data in self._lines:
            self.line = line
            try:
                return Opening(data)
            except (ValueError, RecursionError) as error:
                self._report.fault("openings", f"openings.jsonl:{line}", str(error)[:SHOWN])
        return None

    def take(self, index: int) -> Opening | None:
        """The opening of this cast; None where it is not the next. Lines that open no such cast are faults."""
        while self._next is not None and self._next.index < index:
            self._report.fault(
                "openings", f"openings.jsonl:{self.line}", f"it opens leaf {self._next.index}, which has none to open"
            )
            self._next = self._read()
        if self._next is None or self._next.index != index:
            return None
        found, self._where = self._next, self.line
        self._next = self._read()
        return found

    @property
    def where(self) -> str:
        """Where the opening stood that was taken last."""
        return f"openings.jsonl:{self._where}"

    def finish(self, size: int) -> None:
        self.take(max(size, LARGEST))


class Walk:
    """All leaves in their order, each held against what those before it say."""

    def __init__(self, manifest: dict[str, Any], rh: str, bundle: Bundle, survey: Survey, report: Report) -> None:
        rules = Rules(manifest["ballot"])
        self.manifest, self.rh, self.report = manifest, rh, report
        self.contests = {entry["code"]: Contest(entry, rules) for entry in manifest["districts"]}
        for code, contest in self.contests.items():
            contest.is_open = survey.ballots.get(code, 0) >= manifest["k"]
        self.openings = Openings(bundle, report)
        self.known: dict[str, Any] = {}  # each ballot text once, with its scores
        self.slots: dict[str, str] = {}  # slot: district
        self.ballot_hashes: dict[str, dict[str, bytes]] = {code: {} for code in self.contests}  # by slot
        self.h_slots: dict[str, tuple[str, str]] = {}  # h: its district, its slot
        self.voided: dict[str, tuple[str, str]] = {}  # h: its district, where it was voided
        self.batch = Batch()
        self.thin: list[tuple[str, str, int]] = []
        self.roll: dict[str, Any] | None = None
        self.closes: str = manifest["closes"]
        self.is_closed = self.is_destroyed = False
        self.stations: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        self.audit = (0, "")
        self.results: dict[str, tuple[str, dict[str, Any]]] = {}
        self.outcomes: dict[tuple[str, int], Outcome | None] = {}
        self.acts: Counter[str] = Counter()
        self.tallies = self.index = 0

    def fault(self, check: str, reason: str) -> None:
        self.report.fault(check, f"leaves.jsonl:{self.index + 1}", reason)

    def run(self, bundle: Bundle, size: int) -> None:
        for index, data in enumerate(bundle.lines("leaves.jsonl")):
            self.index = index
            try:
                leaf = leaf_of(data)
            except ValueError:
                continue  # told by the survey
            self._take(leaf)
            self.report.progress("leaves counted:", index, size)
        self.index = size - 1
        self._end_batch("")
        self.openings.finish(size)

    def _take(self, leaf: dict[str, Any]) -> None:
        kind, district = leaf["t"], leaf.get("district")
        if (kind == "open") != (self.index == 0):
            self.fault("acts", "the first leaf, and no other, opens the log")
        if district is not None and district not in self.contests:
            self.fault("acts", f"there is no district {district!r}")
            return
        if kind != "cast" or district != self.batch.district:
            self._end_batch(leaf["district"] if kind in {"tally", "turnout"} else "")
        getattr(self, f"_take_{kind}")(leaf)

    # What was cast

    def _take_cast(self, leaf: dict[str, Any]) -> None:
        contest, h = self.contests[leaf["district"]], leaf["h"]
        contest.casts += 1
        contest.version += 1
        self.batch.district = contest.code
        if h <= self.batch.last:
            self.fault("batches", "the casts of a batch do not ascend by h")
        self.batch.last = h
        self.batch.casts += 1
        if h in self.h_slots:
            self.fault("leaves", "this cast is in the log already")
        if self.is_destroyed:
            self.fault("acts", "a cast after the key was destroyed")
        self.h_slots[h] = contest.code, ""
        if not contest.is_open:
            if not self.is_closed:
                contest.online += 1
            return
        opening = self.openings.take(self.index)
        if opening is None:
            self.fault("openings", "this cast has no opening")
            return
        self.batch.slots.add(opening.slot)
        self._open(contest, h, opening)

    def _open(self, contest: Contest, h: str, opening: Opening) -> None:
        if opening.cast_hash(bytes.fromhex(self.rh)) != h:
            self.report.fault("openings", self.openings.where, f"it does not give the h of leaf {opening.index}")
        if self._known(contest, opening.ballot) is None:
            return
        self.h_slots[h] = contest.code, opening.slot
        if self.slots.setdefault(opening.slot, contest.code) != contest.code:
            self.report.fault("versions", self.openings.where, "its slot is one of another district")
        if (opening.station is not None) != self.is_closed:
            where = "after the close only paper" if self.is_closed else "paper only after the close"
            self.report.fault("paper", self.openings.where, f"{where} is sealed")
        if opening.station is not None:
            contest.paper[opening.station] += 1
        elif opening.slot not in contest.last:
            contest.online += 1
        self._replace(contest, h, opening)

    def _known(self, contest: Contest, text: str) -> Scores | None:
        """The scores of a ballot; None where it is not a ballot of this contest."""
        key = text
        known = self.known.get(key)
        if known is None or known[2] != len(contest.costs_seen):
            known = self._read(contest, text)
            self.known[key] = known
        scores, fault, _ = known
        if fault:
            self.report.fault("ballots", self.openings.where, fault)
        return scores

    def _read(self, contest: Contest, text: str) -> tuple[Scores | None, str, int]:
        seen = len(contest.costs_seen)
        kind = contest.rules.kind
        try:
            ballot = parsed(text.encode())
        except ValueError as error:
            return None, str(error), seen
        is_named = isinstance(ballot, dict) and ballot.keys() == {"v", "round", "district", "kind", "choices"}
        said = [ballot[name] for name in ("v", "round", "district", "kind")] if is_named else []
        if said != [1, self.rh, contest.code, kind]:
            return None, "it is no ballot of this round, district and kind", seen
        fault = contest.rules.fault(ballot["choices"], contest)
        try:
            return scores_of(kind, ballot["choices"], contest.rules.scoring), fault, seen
        except (TypeError, KeyError):
            return None, fault, seen

    def _replace(self, contest: Contest, h: str, opening: Opening) -> None:
        """The version with the highest number stands; only in one mix, the last, may they stand in any order."""
        contest.seqs[opening.slot].append(opening.seq)
        before = contest.last.get(opening.slot)
        if before is not None and before[0] == opening.seq:
            self.report.fault("versions", self.openings.where, f"version {opening.seq} of its slot is in already")
        if before is not None and before[0] >= opening.seq:
            if contest.batch_of[opening.slot] != self.batch.number:
                self.report.fault("versions", self.openings.where, "a later version of its slot is in already")
            return
        if before is not None:
            self._count(contest, before[1], before[2], -1)
        contest.last[opening.slot] = opening.seq, h, opening.ballot
        self.ballot_hashes[contest.code][opening.slot] = opening.ballot_hash()
        contest.batch_of[opening.slot] = self.batch.number
        self._count(contest, h, opening.ballot, 1)

    def _count(self, contest: Contest, h: str, text: str, sign: int) -> None:
        if h in self.voided:
            return
        contest.ballots += sign
        for code, score in self.known[text][0].items():
            contest.counts[code] += sign * score

    def _end_batch(self, follower: str) -> None:
        batch = self.batch
        if not batch.district:
            return
        self.batch = Batch(batch.number + 1)
        contest = self.contests[batch.district]
        if follower != batch.district:
            self.fault("batches", f"the batch of {batch.district} before it is not followed by its tally or turnout")
        if contest.is_open and len(batch.slots) < self.manifest["k"] and not self.is_closed:
            self.thin.append((f"leaves.jsonl:{self.index}", batch.district, len(batch.slots)))

    # What was counted

    def _take_tally(self, leaf: dict[str, Any]) -> None:
        contest = self.contests[leaf["district"]]
        self.tallies += 1
        contest.counted, contest.told = contest.version, leaf["ballots"]
        if leaf["voids"] != contest.voids:
            self.fault("tallies", f"{leaf['voids']} voids; {contest.voids} are in the log")
        if not contest.is_open:
            if [row["p"] for row in leaf["counts"]] != sorted(contest.costs):
                self.fault("tallies", "it does not tell every project once, in the order of codes")
            return
        if leaf["ballots"] != contest.ballots:
            self.fault("tallies", f"{leaf['ballots']} ballots; the recount gives {contest.ballots}")
        expected = contest.tally()
        if leaf["counts"] != expected:
            self.fault("tallies", _difference(leaf["counts"], expected))

    def _take_turnout(self, leaf: dict[str, Any]) -> None:
        contest = self.contests[leaf["district"]]
        self.tallies += 1
        contest.told = max(contest.told, leaf["ballots"])
        if contest.is_open and leaf["ballots"] != len(contest.last):
            self.fault("tallies", f"{leaf['ballots']} have a ballot; the recount gives {len(contest.last)}")

    def _take_result(self, leaf: dict[str, Any]) -> None:
        contest = self.contests[leaf["district"]]
        if not self.is_closed:
            self.fault("results", "a result before the close")
        if leaf["state"] == "certified" and contest.code not in self.results:
            self.fault("results", "certified without having been provisional")
        self.results[contest.code] = f"leaves.jsonl:{self.index + 1}", leaf
        if leaf["rule"] != self.manifest["rule"]:
            self.fault("results", f"by the rule {leaf['rule']!r}, not {self.manifest['rule']!r}")
        if contest.is_open and leaf["ballots"] != contest.ballots:
            self.fault("results", f"{leaf['ballots']} ballots; the recount gives {contest.ballots}")
        outcome = self.outcome(contest)
        if outcome is not None and (leaf["winners"], leaf["spent"]) != (outcome.winners, outcome.spent):
            self.fault("results", f"winners {_listed(leaf['winners'])}; our own count: {_listed(outcome.winners)}")

    def outcome(self, contest: Contest) -> Outcome | None:
        """Our own outcome as things stand; None where it cannot be worked out."""
        key = contest.code, contest.version
        if key not in self.outcomes:
            self.outcomes[key] = self._outcome(contest) if contest.is_open else None
        return self.outcomes[key]

    def _outcome(self, contest: Contest) -> Outcome | None:
        standing = [text for _, h, text in contest.last.values() if h not in self.voided]
        ballots = [(self.known[text][0], times) for text, times in Counter(standing).items()]
        settings = settings_of(self.manifest["rule"], self.manifest["parameters"], self.manifest["ties"])
        if settings is None:
            return None
        election = Election(contest.costs, ballots, self.manifest["currency"], contest.envelope)
        election.district, election.categories = contest.code, contest.categories
        election.withdrawn, election.constraints = contest.withdrawn, contest.constraints
        return decide(election, settings, self.report)

    # What officials did

    def _take_open(self, leaf: dict[str, Any]) -> None:
        if (leaf["manifest"], leaf["round"]) != (self.rh, self.manifest["round"]):
            self.fault("manifest", "the log was opened for another manifest")

    def _take_roll(self, leaf: dict[str, Any]) -> None:
        self.roll = leaf
        totals = [area.get("total", sum(area.get("methods", {}).values())) for area in leaf["areas"]]
        if sum(totals) > leaf["total"]:
            self.fault("roll", "its districts have more than the whole")
        if any(sum(area.get("methods", {}).values()) > area.get("total", LARGEST) for area in leaf["areas"]):
            self.fault("roll", "the methods of a district have more than the district")

    def _take_amend(self, leaf: dict[str, Any]) -> None:
        contest, code = self.contests[leaf["district"]], leaf["code"]
        self.acts["amended"] += 1
        if (contest.titles.get(code), contest.costs.get(code)) != (leaf["old_title"], leaf["old_cost"]):
            self.fault("acts", f"{code!r} did not have this title and cost before")
            return
        contest.titles[code], contest.costs[code] = leaf["title"], leaf["cost"]
        contest.costs_seen.append(dict(contest.costs))
        contest.version += 1
        contest.counted += contest.counted == contest.version - 1  # counts of votes do not move by it

    def _take_withdraw(self, leaf: dict[str, Any]) -> None:
        contest, code = self.contests[leaf["district"]], leaf["code"]
        self.acts["withdrawn"] += 1
        if code not in contest.costs or code in contest.withdrawn:
            self.fault("acts", f"{code!r} does not stand on the ballot, or is withdrawn already")
        contest.withdrawn.add(code)
        contest.version += 1

    def _take_extend(self, leaf: dict[str, Any]) -> None:
        self._reschedule(leaf, is_right=leaf["closes"] > leaf["old_closes"])

    def _take_shorten(self, leaf: dict[str, Any]) -> None:
        self._reschedule(leaf, is_right=leaf["closes"] < leaf["old_closes"])

    def _reschedule(self, leaf: dict[str, Any], *, is_right: bool) -> None:
        self.acts["rescheduled"] += 1
        if self.is_closed:
            self.fault("acts", "another closing after the close")
        if leaf["old_closes"] != self.closes or not is_right:
            self.fault("acts", f"the vote closed at {self.closes} before, or the new moment is on the wrong side")
        self.closes = leaf["closes"]

    def _take_void(self, leaf: dict[str, Any]) -> None:
        contest, h = self.contests[leaf["district"]], leaf["h"]
        self.acts["voided"] += 1
        if h in self.voided:
            self.fault("acts", "this cast is voided already")
            return
        contest.voids += 1
        contest.version += 1
        contest.desk_voids += leaf["reason"] == "desk"
        slot = self.h_slots.get(h, ("", ""))[1]
        standing = contest.last.get(slot)
        if standing is not None and standing[1] == h:
            self._count(contest, h, standing[2], -1)
        self.voided[h] = contest.code, f"leaves.jsonl:{self.index + 1}"

    def _take_paper(self, leaf: dict[str, Any]) -> None:
        key = leaf["district"], leaf["station"]
        if key in self.stations:
            self.fault("paper", f"the station {leaf['station']!r} is told already")
        if leaf["papers"] != leaf["checkoffs"] and not leaf.get("difference"):
            self.fault("paper", f"{leaf['papers']} papers for {leaf['checkoffs']} people, without a reason")
        self.stations[key] = f"leaves.jsonl:{self.index + 1}", leaf
        self.contests[leaf["district"]].checkoffs += leaf["checkoffs"]

    def _take_close(self, leaf: dict[str, Any]) -> None:
        if self.is_closed:
            self.fault("acts", "the log is closed already")
        self.is_closed = True
        if leaf["closes"] != self.closes:
            self.fault("acts", f"the vote closes at {self.closes}")
        said = {row["district"]: row["casts"] for row in leaf["casts"]}
        counted = {code: contest.casts for code, contest in self.contests.items()}
        if len(said) != len(leaf["casts"]) or {**dict.fromkeys(counted, 0), **said} != counted:
            self.fault("acts", f"the casts of a district are not as many as it says: {counted}")

    def _take_newkey(self, leaf: dict[str, Any]) -> None:
        self.acts[f"new {leaf['use']} key"] += 1

    def _take_keydestroy(self, leaf: dict[str, Any]) -> None:
        if leaf["key"] != self.manifest["key"]:
            self.fault("acts", "another key was destroyed than that of the manifest")
        if self.is_destroyed or not self.is_closed:
            self.fault("acts", "a key is destroyed once, after the close")
        self.is_destroyed = True

    def _take_audit(self, leaf: dict[str, Any]) -> None:
        entries, head = self.audit
        if leaf["entries"] < entries or (leaf["entries"] == entries and head not in {"", leaf["head"]}):
            self.fault("acts", "the trail of acts has become shorter, or another")
        self.audit = leaf["entries"], leaf["head"]

    # What can be said once all leaves are read

    def finish(self) -> None:
        if not self.is_closed:
            self.fault("acts", "the log has no close")
        for h, (district, where) in self.voided.items():
            if self.h_slots.get(h, ("",))[0] != district:
                self.report.fault("acts", where, "no such cast of this district is in the log")
        for contest in self.contests.values():
            self._finish_contest(contest)
        for where, district, slots in self.thin:
            if self.contests[district].online >= self.manifest["k"]:
                self.report.fault("batches", where, f"a batch of {slots} voters; {self.manifest['k']} are the least")
        self._finish_paper()
        self._finish_roll()
        self._tell()

    def _finish_contest(self, contest: Contest) -> None:
        k = self.manifest["k"]
        if contest.casts and contest.counted != contest.version:
            self.fault("tallies", f"no tally of {contest.code} after the last cast, void or withdrawal")
        if not contest.is_open:
            if contest.casts:
                self.report.say(f"NOT RECOUNTABLE district {contest.code} (n<{k}): {contest.casts} casts, totals only")
            if contest.told >= k or contest.casts < contest.told:
                self.fault("tallies", f"{contest.code} has {contest.told} ballots and shows none")
        for slot, seqs in contest.seqs.items():
            if sorted(seqs) != list(range(1, len(seqs) + 1)):
                self.fault("versions", f"the versions of slot {slot} in {contest.code} are {sorted(seqs)}")

    def _finish_paper(self) -> None:
        cast = {(code, name): n for code, contest in self.contests.items() for name, n in contest.paper.items()}
        for key in cast.keys() - self.stations.keys():
            self.fault("paper", f"the station {key[1]!r} of {key[0]} has no leaf of its own")
        for key, (where, leaf) in self.stations.items():
            if self.contests[key[0]].is_open and leaf["papers"] != cast.get(key, 0):
                said = f"{leaf['papers']} papers; {cast.get(key, 0)} are in the log"
                self.report.fault("paper", where, said)
        for contest in self.contests.values():
            if contest.desk_voids and not any(key[0] == contest.code for key in self.stations):
                self.fault("paper", f"{contest.code}: casts are voided for a desk, and no station is told")

    def _finish_roll(self) -> None:
        """No more ballots than people: in each district, and in all together."""
        if self.roll is None:
            self.fault("roll", "no leaf says how many may vote")
            return
        areas = {area["district"]: area.get("total") for area in self.roll["areas"]}
        each = {"home": 1, "home-and-city": 2}.get(self.manifest["may_vote_in"], self.manifest["may_vote_in_count"])
        total = self.roll["total"]
        for contest in self.contests.values():
            most = total
            if self.manifest["may_vote_in"] in {"home", "home-and-city"} and areas.get(contest.code) is not None:
                most = areas[contest.code]
            if self._people(contest) > most:
                self.fault("roll", f"{contest.code}: {self._people(contest)} voters, {most} on the roll")
        if sum(map(self._people, self.contests.values())) > each * total:
            self.fault("roll", f"more ballots than {total} people may cast in all districts together")

    @staticmethod
    def _people(contest: Contest) -> int:
        return contest.online if not contest.paper else max(contest.online, contest.ballots)

    def _tell(self) -> None:
        shown = [contest for contest in self.contests.values() if contest.is_open]
        casts = sum(contest.casts for contest in shown)
        done = self.report.done
        done("leaves", f"{self.index + 1:,} leaves, each of its form")
        done("openings", f"{casts:,} casts opened, each gives its h")
        done(
            "batches",
            f"{self.batch.number:,} mixes in order, each of {self.manifest['k']} voters or more",
        )
        done("versions", f"{len(self.slots):,} voters, versions 1 to the last of each")
        done("ballots", f"{len(self.known):,} different ballots, each allowed")
        done("tallies", f"{self.tallies:,} counts, each is what was cast before it")
        done("paper", f"{len(self.stations)} stations")
        done("roll", f"{self.roll['total'] if self.roll else 0:,} may vote")
        done("acts", ", ".join(f"{number} {name}" for name, number in sorted(self.acts.items())) or "none")
        done("results", f"{len(self.results)} told in the log")


class Batch:
    """Casts that stand together."""

    def __init__(self, number: int = 0) -> None:
        self.number = number
        self.district = self.last = ""
        self.slots: set[str] = set()
        self.casts = 0


def _difference(told: list[dict[str, Any]], expected: list[dict[str, Any]]) -> str:
    said = {row["p"]: row["n"] for row in told}
    counted = {row["p"]: row["n"] for row in expected}
    wrong = [f"{code} {said.get(code)}, recounted {n}" for code, n in counted.items() if said.get(code) != n]
    return "; ".join(wrong[:3]) if wrong else "its projects are not those of the ballot in the order of their codes"


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes[:8]) + (f" and {len(codes) - 8} more" if len(codes) > 8 else "") or "none"  # noqa: PLR2004 - enough to see


# --- Counting: greedy and the Method of Equal Shares ------------------------------------------------------------------

WITHOUT_CENTS = set("BIF CLP DJF GNF HUF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())  # noqa: SIM905 - reads better
WITH_MILS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}


def unit_of(currency: str) -> int:
    """How many minor units make one (ISO 4217; the forint has no fillér any more)."""
    return 1 if currency in WITHOUT_CENTS else 1000 if currency in WITH_MILS else 100


GREEDY = {"method": "greedy", "rank": "score", "skip": "yes", "threshold": "0", "part_funding": "0", "ties": "id"}
SHARES = {
    "method": "equal-shares",
    "utility": "cost",
    "start": "exact",
    "completion": "none",
    "increment": "1",
    "increment_in": "units",
    "stop": "infeasible",
    "comparison": "no",
    "part_funding": "0",
    "ties": "id",
}
LOTS = "cost,votes,lot"
PRESETS = {
    "greedy": GREEDY,
    "greedy-no-skip": {**GREEDY, "skip": "no"},
    "greedy-threshold": {**GREEDY, "threshold": "1"},
    "greedy-density": {**GREEDY, "rank": "density"},
    "equal-shares": {**SHARES, "completion": "add1+utilitarian", "ties": LOTS},
    "mes-cost": SHARES,
    "mes-cardinality": {**SHARES, "utility": "cardinality"},
    "mes-cost-add1": {**SHARES, "completion": "add1", "stop": "exhaustive"},
    "pabutools": {**SHARES, "completion": "add1", "stop": "exhaustive"},
    "wieliczka-2023": {**SHARES, "start": "integral", "completion": "add1", "comparison": "yes", "ties": LOTS},
    "equalshares.net": {
        **SHARES,
        "start": "integral",
        "completion": "add1+utilitarian",
        "stop": "exhaustive",
        "ties": "cost,votes,id",
    },
}
Settings = dict[str, str]
Ballots = list[tuple[Scores, int]]


def settings_of(preset: str, changes: dict[str, str], ties: dict[str, Any] | None) -> Settings | None:
    """Every parameter of a rule; None for a rule, or a part of one, that is not worked out here."""
    if preset not in PRESETS:
        return None
    settings = {**PRESETS[preset], "seed": "", **changes}
    if ties is not None:
        settings["ties"], settings["seed"] = ",".join(ties["order"]), ties["seed"]
    is_known = settings.keys() == PRESETS[preset].keys() | {"seed"}
    return settings if is_known and settings.get("completion") != "phragmen" else None


class Outcome:
    """Who is funded, in the order of purchase, and who gets a part of the cost."""

    def __init__(self, election: Election, winners: list[str], part: dict[str, int]) -> None:
        self.winners, self.part = winners, part
        self.spent = sum(election.costs[code] for code in winners) + sum(part.values())


class Election:
    """What is counted: costs in minor units, and each ballot's scores with the number of voters who cast it."""

    def __init__(self, costs: dict[str, int], ballots: Ballots, currency: str, budget: int) -> None:
        self.costs, self.budget, self.unit = costs, budget, unit_of(currency)
        self.ballots = ballots
        self.voters = sum(times for _, times in ballots)
        self.votes: Counter[str] = Counter()
        self.scores: Counter[str] = Counter()
        for scores, times in ballots:
            for code, score in scores.items():
                self.votes[code] += times
                self.scores[code] += score * times
        self.district = ""
        self.categories: dict[str, str] = {}
        self.withdrawn: set[str] = set()
        self.constraints: dict[str, Any] = {}

    def standing(self) -> list[str]:
        """The projects that a rule may fund at all: with a price, on the ballot, named by enough voters."""
        if self.voters < self.constraints.get("min_turnout", 0):
            return []
        least = max(1, self.constraints.get("min_votes", 0))
        standing = [code for code, cost in self.costs.items() if cost > 0 and code not in self.withdrawn]
        return [code for code in standing if self.votes[code] >= least]

    def place(self, settings: Settings) -> dict[str, Any]:
        """The order of ties: for each project what is compared, the smaller first."""
        names = settings["ties"].split(",")
        return {code: tuple(self._tie_key(name, code, settings["seed"]) for name in names) for code in self.costs}

    def _tie_key(self, name: str, code: str, seed: str) -> Any:
        if name == "cost":
            return self.costs[code]
        if name == "votes":
            return -self.votes[code]
        if name == "lot":
            return sha256(f"pbv1/lot\n{seed}\n{self.district}\0{code}".encode()).hex()
        return code


class Basket:
    """What is bought so far, and whether the city's constraints let a project in."""

    def __init__(self, election: Election, winners: Sequence[str] = ()) -> None:
        self.election = election
        self.winners: list[str] = []
        self.spent = 0
        self._by_category: Counter[str] = Counter()
        self._barred: set[str] = set()
        for code in winners:
            self.buy(code)

    def has_room_for(self, code: str) -> bool:
        return self.spent + self.election.costs[code] <= self.election.budget

    def admits(self, code: str) -> bool:
        """Whether no cap and no pair keeps the project out."""
        category = self.election.categories.get(code, "")
        cap = self.election.constraints.get("caps", {}).get(category)
        is_below = cap is None or self._by_category[category] + self.election.costs[code] <= cap
        return is_below and code not in self._barred

    def buy(self, code: str) -> None:
        self.winners.append(code)
        self.spent += self.election.costs[code]
        self._by_category[self.election.categories.get(code, "")] += self.election.costs[code]
        for pair in self.election.constraints.get("incompatible", []):
            if code in pair:
                self._barred.update(pair)


def decide(election: Election, settings: Settings, report: Report | None = None) -> Outcome:
    """The outcome of an election by a rule with these parameters."""
    if settings["method"] == "greedy":
        return greedy(election, settings)
    return equal_shares(election, settings, report)


def greedy(election: Election, settings: Settings, bought: Sequence[str] = ()) -> Outcome:
    """Walk down the projects by score, or by score for their cost, and buy what fits (Talmon and Faliszewski 2019)."""
    place = election.place(settings)
    is_by_cost = settings.get("rank") == "density"

    def rank(code: str) -> tuple[Fraction, Any]:
        return Fraction(-election.scores[code], election.costs[code] if is_by_cost else 1), place[code]

    basket = Basket(election, bought)
    missed: list[str] = []
    for code in sorted(election.standing(), key=rank):
        if code in basket.winners or election.scores[code] < max(1, int(settings.get("threshold", "0"))):
            continue
        if not basket.admits(code):
            continue
        if basket.has_room_for(code):
            basket.buy(code)
            continue
        missed.append(code)
        if settings.get("skip") == "no":
            break
    return Outcome(election, basket.winners, _part(basket, missed, int(settings["part_funding"])))


def _part(basket: Basket, missed: list[str], percent: int) -> dict[str, int]:
    """The first project that did not fit gets what is left, where that is enough of its cost."""
    left = basket.election.budget - basket.spent
    if not missed or not percent or left * 100 < percent * basket.election.costs[missed[0]]:
        return {}
    return {missed[0]: left} if basket.admits(missed[0]) else {}


def equal_shares(election: Election, settings: Settings, report: Report | None = None) -> Outcome:
    """The Method of Equal Shares, and what completes it."""
    winners = _shares(election, settings, report) if election.voters else []
    by_votes = {**settings, "threshold": "0", "rank": "score", "skip": "yes"}
    nothing = {**by_votes, "part_funding": "0"}
    outcome = Outcome(election, winners, {})
    if "utilitarian" in settings["completion"]:
        outcome = greedy(election, by_votes, winners)
    if settings["comparison"] == "yes":
        other = greedy(election, by_votes)
        if _prefer(election, greedy(election, nothing).winners, outcome.winners):
            return other
    return outcome


def _prefer(election: Election, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether strictly more voters have more funded choices in the one set than in the other."""
    first, second = set(one), set(other)
    balance = 0
    for scores, times in election.ballots:
        more = len(first & scores.keys()) - len(second & scores.keys())
        balance += times * ((more > 0) - (more < 0))
    return balance > 0


def _shares(election: Election, settings: Settings, report: Report | None) -> list[str]:
    """One run with the budget divided by the voters; with Add1 further runs, each with a larger share."""
    share = Fraction(election.budget, election.voters)
    if settings["start"] == "integral":
        share = Fraction(share // election.unit * election.unit)
    voters = Voters(election, settings)
    run = Run(voters, share)
    step = int(settings["increment"]) * (election.unit if settings["increment_in"] == "units" else 1)
    if "add1" in settings["completion"] and step:
        run = _raised(run, step, settings["stop"] == "exhaustive", report)
    return run.winners


def _raised(run: Run, step: int, is_exhaustive: bool, report: Report | None) -> Run:  # noqa: FBT001 - one caller
    """The last run before one overspends (or the first that leaves nothing to buy).

    Shares between two runs that buy the same, each time at a price that at the smaller share is below what every other
    project costs at the larger, buy the same too: a larger share leaves nobody with less and makes no price higher. So
    they need no run of their own.
    """
    leap, looked_at = 1, 1
    while not (run.is_complete() or (is_exhaustive and run.is_exhausted())):
        further = Run(run.voters, run.share + step * leap, run)
        looked_at += 1
        if report is not None:
            report.progress("shares tried:", looked_at)
        if leap > 1 and not further.is_sure_after(run):
            leap = max(1, leap // 4)
            continue
        if further.spent > run.voters.election.budget:
            return run
        leap = leap * 2 if further.winners == run.winners else 1
        run = further
    return run


class Voters:
    """The voters of an election by what they support; prices are for each unit of `weights` (points, or one)."""

    def __init__(self, election: Election, settings: Settings) -> None:
        self.election = election
        self.codes = election.standing()
        self.place = election.place(settings)
        utility = settings["utility"]
        self.is_weighed = utility == "points"
        number = {code: place for place, code in enumerate(self.codes)}
        groups: Counter[tuple[tuple[int, int], ...]] = Counter()
        for scores, times in election.ballots:
            named = sorted([(number[code], score) for code, score in scores.items() if code in number])
            groups[tuple([(project, score if self.is_weighed else 1) for project, score in named])] += times
        groups.pop((), None)
        self.choices = [dict(group) for group in groups]
        self.times = list(groups.values())
        self.costs = [election.costs[code] for code in self.codes]
        self.worth = [cost if utility == "cost" else 1 for cost in self.costs]
        self.camps = [Camp() for _ in self.codes]
        for group, chosen in enumerate(self.choices):
            for project, weight in chosen.items():
                self.camps[project].add(group, self.times[group], weight)
        self.start = [
            (cost / camp.whole / self.worth[project] * (1 - 1e-12), project)
            for project, (cost, camp) in enumerate(zip(self.costs, self.camps))
        ]
        heapq.heapify(self.start)


class Camp:
    """Those who support a project: their groups, and for each its weight, and its voters times that."""

    __slots__ = ("groups", "heaviest", "people", "shares", "weights", "whole")

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.weights: list[int] = []
        self.shares: list[int] = []
        self.whole = self.people = self.heaviest = 0

    def add(self, group: int, times: int, weight: int) -> None:
        self.groups.append(group)
        self.weights.append(weight)
        self.shares.append(times * weight)
        self.whole += times * weight
        self.people += times
        self.heaviest = max(self.heaviest, weight)


class Offer:
    """A project's price at one moment by floating point: at most `error` away from the exact one.

    `low` and `high` bound the price for what the project is worth; `lean` is how many supporters there are for each
    who can pay it in full.
    """

    __slots__ = ("error", "high", "lean", "low", "price", "project")

    def __init__(self, project: int, price: float, error: float, worth: int, lean: float) -> None:
        self.project, self.price, self.error, self.lean = project, price, error, lean
        self.low, self.high = (price - error) / worth * (1 - 1e-14), (price + error) / worth * (1 + 1e-14)


class Run:
    """One run: everybody has `share`; the cheapest project for what it is worth is bought, again and again.

    A supporter pays the price, or all they have where that is less. Prices are sought by floating point with a bound on
    the error; whatever is too near to call is decided by fractions, and so is every price that is paid. A price never
    falls during a run, so one found earlier is a lower bound. So is one of the run before with a smaller share, less
    what more money can make of it: as long as both bought the same, nobody has more than `gain` more than there, and a
    price for which `lean` supporters stand to each who pays in full is at most `gain` times `lean` lower.
    """

    def __init__(self, voters: Voters, share: Fraction, before: Run | None = None) -> None:
        self.voters, self.share = voters, share
        self.basket = Basket(voters.election)
        self.bought: list[tuple[int, Fraction]] = []  # project, price
        self.keys: list[float] = []  # an upper bound of each purchase's price for its worth
        self.others: list[float] = []  # a lower bound of every other price for its worth at that moment
        self.bounds: list[list[tuple[int, float, float]]] = [[] for _ in voters.codes]  # step, lower bound, lean
        self._money = [float(share)] * len(voters.choices)
        self._doubt = float(share) * 1e-13  # far more than a thousand subtractions bring with them
        self._exact: dict[tuple[tuple[int, int], ...], Fraction] = {}
        self._before = before
        self._gain = float(share - before.share) * (1 + 1e-9) if before else 0.0
        self._heap = list(voters.start)
        while self._buy():
            pass
        self._before = None

    @property
    def winners(self) -> list[str]:
        return self.basket.winners

    @property
    def spent(self) -> int:
        return self.basket.spent

    def is_complete(self) -> bool:
        """Whether nothing is left that more money could buy."""
        codes = self.voters.codes
        return all(code in self.winners or not self.basket.admits(code) for code in codes)

    def is_exhausted(self) -> bool:
        """Whether nothing that anybody supports fits into what is left."""
        basket = self.basket
        rest = [code for code in self.voters.codes if code not in self.winners]
        return not any(basket.has_room_for(code) and basket.admits(code) for code in rest)

    def is_sure_after(self, before: Run) -> bool:
        """Whether every share between that of `before` and this one buys the same."""
        if self.winners != before.winners:
            return False
        return all(key < self.others[place] for place, key in enumerate(before.keys))

    def _hint(self) -> float:
        """How dear the same purchase was in the run before: as far as it is worth looking at other projects."""
        before, place = self._before, len(self.keys)
        return before.keys[place] if before is not None and place < len(before.keys) else 0.0

    def _buy(self) -> bool:
        """Buy the next project; False where none can be bought."""
        offers: list[Offer] = []
        best, hint = float("inf"), self._hint()
        while self._heap and self._heap[0][0] <= max(best, hint):
            low, project = heapq.heappop(self._heap)
            if not self.basket.admits(self.voters.codes[project]):
                continue
            bound = self._bound(project)
            if bound > max(low, best, hint):
                heapq.heappush(self._heap, (bound, project))
                continue
            offer = self._offer(project)
            if offer is not None:
                offers.append(offer)
                best = min(best, offer.high)
        if not offers:
            return False
        winner = self._cheapest([offer for offer in offers if offer.low <= best])
        for offer in offers:
            if offer is not winner:
                heapq.heappush(self._heap, (offer.low, offer.project))
        self.keys.append(winner.high)
        self.others.append(self._heap[0][0] if self._heap else float("inf"))
        self._pay(winner)
        return True

    def _bound(self, project: int) -> float:
        """A lower bound of a price for its worth, from the run before; -1 where there is none."""
        if self._before is None:
            return -1.0
        step = len(self.keys)
        for place, low, lean in reversed(self._before.bounds[project]):
            if place <= step:
                bound = (low - self._gain * lean) * (1 - 1e-12)
                self.bounds[project].append((step, bound, lean))
                return bound / self.voters.worth[project]
        return -1.0

    def _cheapest(self, offers: list[Offer]) -> Offer:
        if len(offers) == 1:
            return offers[0]
        place, voters = self.voters.place, self.voters

        def rank(offer: Offer) -> tuple[Fraction, Any]:
            return self._price(offer) / voters.worth[offer.project], place[voters.codes[offer.project]]

        return min(offers, key=rank)

    def _purses(self, camp: Camp) -> list[float]:
        """What each group of a camp has for each unit of its weight."""
        money = self._money
        if self.voters.is_weighed:
            return [money[group] / weight for group, weight in zip(camp.groups, camp.weights)]
        return [money[group] for group in camp.groups]

    def _offer(self, project: int) -> Offer | None:
        """The lowest price at which the supporters pay the cost together; None where they cannot."""
        camp, cost = self.voters.camps[project], self.voters.costs[project]
        purses = self._purses(camp)
        total = sum(map(mul, purses, camp.shares))
        slack = cost * 1e-12 + self._doubt * camp.people
        if total < cost - slack or (total <= cost + slack and not self._can_pay(project)):
            return None
        weight, price = camp.whole, cost / camp.whole
        held = [(purse, share) for purse, share in zip(purses, camp.shares) if purse <= price]
        while True:
            rest = cost - sum([purse * share for purse, share in held])
            weight = camp.whole - sum([share for _, share in held])
            found = rest / weight if weight else price
            poor = [(purse, share) for purse, share in zip(purses, camp.shares) if purse <= found]
            if len(poor) <= len(held) or not weight:
                break
            held, price = poor, found
        weight = max(1, weight)
        error = slack / weight + found * 1e-12 + self._doubt
        self.bounds[project].append((len(self.keys), found - error, camp.people / weight))
        return Offer(project, found, error, self.voters.worth[project], camp.people / weight)

    def _can_pay(self, project: int) -> bool:
        camp = self.voters.camps[project]
        alive = [(group, self.voters.times[group]) for group in camp.groups if self._money[group]]
        return self._sum(alive) >= self.voters.costs[project]

    def _holds(self, group: int) -> Fraction:
        """What a voter of the group has, exactly; they are not broke, so they have paid every price in full."""
        chosen = self.voters.choices[group]
        paid = tuple([(place, chosen[project]) for place, (project, _) in enumerate(self.bought) if project in chosen])
        if paid not in self._exact:
            spent = sum((self.bought[place][1] * weight for place, weight in paid), Fraction(0))
            self._exact[paid] = self.share - spent
        return self._exact[paid]

    def _price(self, offer: Offer) -> Fraction:
        """The exact price: what those who have less do not bring, divided among the others."""
        poor: list[tuple[int, int]] = []
        near: list[tuple[int, int, int]] = []
        weight_of_rich = 0
        camp, times = self.voters.camps[offer.project], self.voters.times
        low, high = offer.price - 2 * offer.error, offer.price + 2 * offer.error
        for place, purse in enumerate(self._purses(camp)):
            if purse > high:
                weight_of_rich += camp.shares[place]
            elif purse >= low and purse:
                near.append((camp.groups[place], camp.shares[place], camp.weights[place]))
            elif purse:
                poor.append((camp.groups[place], times[camp.groups[place]]))
        rest = self.voters.costs[offer.project] - self._sum(poor)
        return self._settled(rest, weight_of_rich, near, Fraction(offer.price))

    def _settled(self, rest: Fraction, weight: int, near: list[tuple[int, int, int]], price: Fraction) -> Fraction:
        """The price where some have so nearly as much that only fractions tell who pays all they have."""
        exact = [(self._holds(group) / weight, share) for group, share, weight in near]
        while True:
            poor = sum((purse * share for purse, share in exact if purse < price), Fraction(0))
            rich = weight + sum(share for purse, share in exact if purse >= price)
            if not rich:
                price = max(purse for purse, _ in exact)
                continue
            found = (rest - poor) / rich
            if found == price:
                return price
            price = found

    def _sum(self, rows: list[tuple[int, int]]) -> Fraction:
        """What these groups, none of them broke, hold together: their shares, less what they paid."""
        voters = sum(times for _, times in rows)
        places = {project: place for place, (project, _) in enumerate(self.bought)}
        payers = [0] * len(places)
        for group, times in rows:
            for project, weight in self.voters.choices[group].items():
                if project in places:
                    payers[places[project]] += times * weight
        spent = sum((price * payers[place] for place, (_, price) in enumerate(self.bought)), Fraction(0))
        return self.share * voters - spent

    def _pay(self, offer: Offer) -> None:
        """Take the price from every supporter; who has no more than that has nothing left."""
        price, money, camp = self._price(offer), self._money, self.voters.camps[offer.project]
        rate, doubt = float(price), offer.error * 4 * camp.heaviest
        for group, weight in zip(camp.groups, camp.weights):
            left = money[group] - rate * weight
            if left > doubt:
                money[group] = left
            elif left < -doubt or not money[group]:
                money[group] = 0.0
            else:
                money[group] = max(0.0, float(self._holds(group) - price * weight))
        self._note_gain(offer.project, rate, camp)
        self.bought.append((offer.project, price))
        self.basket.buy(self.voters.codes[offer.project])

    def _note_gain(self, project: int, rate: float, camp: Camp) -> None:
        """How much more than in the run before anybody can have from here on; another purchase ends the comparison."""
        before, place = self._before, len(self.bought)
        if before is None:
            return
        if place >= len(before.bought) or before.bought[place][0] != project:
            self._before = None
            return
        fall = float(before.bought[place][1]) - rate
        self._gain = (self._gain + max(0.0, fall) * camp.heaviest) * (1 + 1e-9) + self._doubt


# --- Outcome and Pabulib files of a bundle ----------------------------------------------------------------------------

IS_CONTEST_OUTCOME = is_object(
    {
        "district": is_name,
        "rule": is_name,
        "parameters": is_map_of(is_text),
        "budget": is_count,
        "ballots": is_count,
        "winners": is_list_of(is_name),
        "spent": is_count,
    },
    {"part_funded": is_map_of(is_count)},
)
IS_OUTCOME = is_object(
    {
        "v": lambda value: value == 1,
        "round": is_name,
        "currency": is_name,
        "contests": is_list_of(IS_CONTEST_OUTCOME),
    }
)


def check_outcome(bundle: Bundle, walk: Walk) -> dict[str, list[str]]:
    """outcome.json is what the log says, and what we count; the winners of each district."""
    report, manifest, where = walk.report, walk.manifest, "outcome.json:1"
    try:
        outcome = parsed(bundle.read("outcome.json"))
    except ValueError as error:
        report.fault("outcome", where, str(error))
        return {}
    if not IS_OUTCOME(outcome):
        report.fault("outcome", where, "not of the form of an outcome")
        return {}
    if (outcome["round"], outcome["currency"]) != (manifest["round"], manifest["currency"]):
        report.fault("outcome", where, "it is of another round or currency")
    said = {told["district"]: told for told in outcome["contests"]}
    if len(said) != len(outcome["contests"]) or said.keys() != walk.contests.keys():
        report.fault("outcome", where, "its districts are not those of the manifest, each once")
    for code, told in said.items():
        if code in walk.contests:
            ContestCheck(walk, walk.contests[code], told).run()
    return {code: told["winners"] for code, told in said.items()}


class ContestCheck:
    """The outcome of one contest, as outcome.json tells it, against the log and our own count."""

    def __init__(self, walk: Walk, contest: Contest, told: dict[str, Any]) -> None:
        self.walk, self.contest, self.told = walk, contest, told
        self.name = f"outcome {contest.code}"

    def fault(self, reason: str) -> None:
        self.walk.report.fault(self.name, "outcome.json:1", f"{self.contest.code}: {reason}")

    def run(self) -> None:
        self._log()
        self._terms()
        self._sums()
        contest, report = self.contest, self.walk.report
        if not contest.is_open:
            report.done(self.name, f"{len(self.told['winners'])} funded within the budget; totals only")
            return
        outcome = self.walk.outcome(contest)
        if outcome is None:
            report.say(f"NOT RECOMPUTED rule {self.told['rule']} in district {contest.code}: only sums are checked")
        elif outcome.winners != self.told["winners"]:
            self.fault(f"winners {_listed(self.told['winners'])}; our own count: {_listed(outcome.winners)}")
        elif outcome.part != self.told.get("part_funded", {}):
            self.fault(f"a part is paid of {self.told.get('part_funded', {})}; our own count: {outcome.part}")
        how = "not recomputed" if outcome is None else "our own count says the same"
        report.done(self.name, f"{self.told['rule']}, {len(self.told['winners'])} funded, {how}")

    def _log(self) -> None:
        """The last result leaf is of this outcome."""
        where, leaf = self.walk.results.get(self.contest.code, ("", None))
        if leaf is None:
            self.fault("the log has no result of it")
            return
        if sha256(canonical(self.told)).hex() != leaf["outcome"]:
            self.walk.report.fault(self.name, where, "its outcome is not the one in outcome.json")
        for name in ("rule", "ballots", "winners", "spent"):
            if self.told[name] != leaf[name]:
                self.walk.report.fault(self.name, where, f"its {name} differ from those in outcome.json")

    def _terms(self) -> None:
        """Counted by the rule, the parameters and the budget that the manifest fixes."""
        manifest, told = self.walk.manifest, self.told
        ties = {"ties": ",".join(manifest["ties"]["order"]), "seed": manifest["ties"]["seed"]}
        fixed = {**ties, **manifest["parameters"]}
        wrong = [name for name, value in fixed.items() if told["parameters"].get(name, value) != value]
        if told["rule"] != manifest["rule"] or wrong:
            self.fault(f"the rule {told['rule']!r} or its parameters ({', '.join(wrong)}) are not the manifest's")
        if told["budget"] != self.contest.envelope:
            self.fault(f"a budget of {told['budget']}, not {self.contest.envelope}")
        if self.contest.is_open and told["ballots"] != self.contest.ballots:
            self.fault(f"{told['ballots']} ballots; the recount gives {self.contest.ballots}")

    def _sums(self) -> None:
        """The winners stand on the ballot, add up to what is spent, and keep to budget and constraints."""
        contest, told = self.contest, self.told
        funded = [*told["winners"], *told.get("part_funded", {})]
        if len(set(funded)) != len(funded) or any(code not in contest.costs for code in funded):
            self.fault("a winner is not on the ballot, or stands in it twice")
            return
        if any(code in contest.withdrawn for code in funded):
            self.fault("a winner is withdrawn")
        spent = sum(contest.costs[code] for code in told["winners"]) + sum(told.get("part_funded", {}).values())
        if spent != told["spent"] or spent > contest.envelope:
            self.fault(f"{told['spent']} spent; the winners cost {spent} of {contest.envelope}")
        sums: Counter[str] = Counter()
        for code in told["winners"]:
            sums[contest.categories[code]] += contest.costs[code]
        caps = contest.constraints.get("caps", {})
        if any(sums[category] > cap for category, cap in caps.items()):
            self.fault("a category is over its cap")
        if any(set(pair) <= set(told["winners"]) for pair in contest.constraints.get("incompatible", [])):
            self.fault("two projects that exclude each other are funded")


class Pabulib:
    """A Pabulib file: META, PROJECTS and VOTES as rows of cells. Raises ValueError where it is none."""

    def __init__(self, stream: BinaryIO) -> None:
        lines = (line.decode("utf-8-sig" if number == 0 else "utf-8") for number, line in enumerate(stream))
        self.meta: dict[str, str] = {}
        self.projects: list[dict[str, str]] = []
        self.votes: list[dict[str, str]] = []
        csv.field_size_limit(1 << 20)
        header: list[str] = []
        section = ""
        for row in csv.reader(lines, delimiter=";", quotechar='"'):
            if not row:
                continue
            title = row[0].strip().upper()
            if len(row) == 1 and title in {"META", "PROJECTS", "VOTES"}:
                section, header = title, []
            elif not header:
                header = [name.strip() for name in row]
            elif section == "META":
                self.meta[row[0].strip()] = row[1].strip() if len(row) > 1 else ""
            else:
                cells = {name: row[place].strip() for place, name in enumerate(header) if place < len(row)}
                (self.projects if section == "PROJECTS" else self.votes).append(cells)
        if "budget" not in self.meta or "vote_type" not in self.meta or not self.projects:
            raise ValueError("no Pabulib file")

    def scores(self, cells: dict[str, str]) -> Scores:
        """What a row of votes gives each project; one named twice counts once, at its first place."""
        codes = [code for code in cells.get("vote", "").split(",") if code]
        kind = self.meta["vote_type"]
        if kind in {"approval", "choose-1"}:
            return dict.fromkeys(codes, 1)
        given = cells.get("points", "")
        points = [int(point) for point in given.split(",")] if given else list(range(len(codes), 0, -1))
        found: Scores = {}
        for place, code in enumerate(codes):
            if place < len(points) and points[place]:
                found.setdefault(code, points[place])
        return found

    def election(self) -> Election:
        """What there is to count; an amount with too many decimals is a ValueError."""
        currency = self.meta.get("currency", "XXX")
        unit = unit_of(currency)
        costs = {row["project_id"]: _minor(row["cost"], unit) for row in self.projects}
        ballots = Counter(tuple(sorted(self.scores(row).items())) for row in self.votes)
        grouped = [(dict(scores), times) for scores, times in ballots.items()]
        election = Election(costs, grouped, currency, _minor(self.meta["budget"], unit))
        election.withdrawn = {code for code, cost in costs.items() if cost == BLANK_COST * unit}
        return election


def _minor(text: str, unit: int) -> int:
    amount = Fraction(text) * unit
    if amount.denominator != 1:
        raise ValueError(f"{text!r} has more decimals than the currency")
    return int(amount)


def check_pb(bundle: Bundle, walk: Walk, contest: Contest, winners: Sequence[str]) -> None:
    """The Pabulib file of a contest has its final ballots, in the order of their hashes, its costs and its winners."""
    name, report = f"{contest.code}.pb", walk.report
    if not contest.is_open:
        if name in bundle.names:
            report.fault(name, f"{name}:0", f"so few ballots (n<{walk.manifest['k']}) must not be shown")
        return
    try:
        with bundle.open(name) as stream:
            file = Pabulib(stream)
        election = file.election()
        told = [file.scores(row) for row in file.votes]
        chosen = {row["project_id"] for row in file.projects if row.get("selected") == "1"}
    except (ValueError, KeyError, csv.Error) as error:
        report.fault(name, f"{name}:0", f"cannot be read: {error}"[: SHOWN * 2])
        return
    if (election.budget, election.costs) != (contest.envelope, contest.costs):
        report.fault(name, f"{name}:0", "its budget or its costs are not those of the vote")
    if file.meta.get("num_votes") != str(contest.ballots) or len(told) != contest.ballots:
        report.fault(name, f"{name}:0", f"{len(told)} rows of votes; {contest.ballots} ballots count")
    if chosen != set(winners):
        report.fault(name, f"{name}:0", "its selected projects are not the winners")
    hashes = walk.ballot_hashes[contest.code]
    standing = [(hashes[slot], h, text) for slot, (_, h, text) in contest.last.items() if h not in walk.voided]
    for number, (_, _, text) in enumerate(sorted(standing)):
        if number < len(told) and list(told[number].items()) != _row_of(walk.known[text][0], contest):
            report.fault(name, f"{name}:0", f"row {number + 1} of its votes is not the ballot that counts")
    report.done(name, f"{len(told):,} ballots, each counts")


def _row_of(scores: Scores, contest: Contest) -> list[tuple[str, int]]:
    """A ballot as its row has it: points from the highest down."""
    rows = list(scores.items())
    return sorted(rows, key=lambda row: -row[1]) if contest.rules.kind == "points" else rows


# --- The command ------------------------------------------------------------------------------------------------------


def check_bundle(path: Path, report: Report) -> None:
    """Check everything there is to check of a bundle."""
    try:
        bundle = Bundle(path)
        check_sums(bundle, report)
        manifest, rh = check_manifest(bundle, report)
        survey = Survey(bundle, report)
        check_signatures(bundle, manifest, survey, report)
        walk = Walk(manifest, rh, bundle, survey, report)
        walk.run(bundle, survey.tree.size)
        walk.finish()
        winners = check_outcome(bundle, walk)
        for code, contest in walk.contests.items():
            check_pb(bundle, walk, contest, winners.get(code, []))
    except Unreadable as error:
        report.faults += 1
        report.say(str(error))
    except (zipfile.BadZipFile, UnicodeError, EOFError) as error:
        report.faults += 1
        report.say(f"FAULT {path.name}:0: cannot be read: {error}")


def count_file(path: Path, preset: str, changes: dict[str, str], report: Report) -> None:
    """Count a Pabulib file, and tell the winners in the order of purchase."""
    settings = settings_of(preset, changes, None)
    if settings is None:
        report.say(f"NOT RECOMPUTED rule {preset}: there are {', '.join(PRESETS)}, each with its own parameters")
        report.faults += 1
        return
    try:
        with path.open("rb") as stream:
            election = Pabulib(stream).election()
    except (OSError, ValueError, KeyError, csv.Error) as error:
        report.fault("file", f"{path}:0", f"cannot be read: {error}")
        return
    outcome = decide(election, settings, report)
    for place, code in enumerate(outcome.winners, start=1):
        report.say(f"{place:3}. {code} {election.costs[code]}")
    for code, amount in outcome.part.items():
        report.say(f"part {code} {amount}")
    said = f"{len(outcome.winners)} of {len(election.costs)} projects, {outcome.spent} of {election.budget}"
    report.say(f"ok {preset}: {said} (minor units), {election.voters:,} ballots")


def main(words: Sequence[str] | None = None) -> int:
    first, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(description=first, epilog=rest, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("path", type=Path, metavar="BUNDLE|FILE.pb")
    parser.add_argument("--rule", metavar="PRESET", help="of a Pabulib file: " + ", ".join(PRESETS))
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="change a parameter of the rule"
    )
    options = parser.parse_args(words)
    report = Report()
    if options.rule is not None:
        changes = dict(pair.partition("=")[::2] for pair in options.set)
        count_file(options.path, options.rule, changes, report)
        return report.code
    check_bundle(options.path, report)
    ends = {0: "ALL IS WELL", 1: f"{report.faults} FAULTS", 2: "ALL IS WELL, but the signature was not checked"}
    report.say(ends[report.code])
    return report.code


if __name__ == "__main__":
    sys.exit(main())
