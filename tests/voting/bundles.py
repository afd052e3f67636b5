"""Bundles for tests, as values that can be tampered with at any depth.

What follows from the part that was changed (root, signature, checksums) is made anew, as somebody who holds the keys would.
"""

import json
from base64 import b64encode
from copy import deepcopy
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from city.rules.canonical import canonical

ORIGIN = "purse.example/rounds/spring"


def random_bytes(*words):
    """32 bytes that differ with every word and are the same in every run."""
    return sha256("/".join(map(str, words)).encode()).digest()


class Signer:
    """A key of Ed25519, and what it signs as C2SP notes."""

    def __init__(self, name, seed):
        self.name = name
        self.private = Ed25519PrivateKey.from_private_bytes(random_bytes("key", seed))
        public = b"\x01" + self.private.public_key().public_bytes_raw()
        self.id = sha256(name.encode() + b"\n" + public).digest()[:4]
        self.key = f"{name}+{self.id.hex()}+{b64encode(public).decode()}"

    def line(self, text):
        return f"\u2014 {self.name} {b64encode(self.id + self.private.sign(text.encode())).decode()}\n"


LOG, NEXT, RECEIPTS = Signer(ORIGIN, "log"), Signer(ORIGIN, "next"), Signer("purse.example/receipts", "receipts")


def root_of(leaves):
    """RFC 6962, section 2.1, as it is defined."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def checkpoint(leaves, *signers):
    text = f"{ORIGIN}\n{len(leaves)}\n{b64encode(root_of(leaves)).decode()}\n"
    return f"{text}\n{''.join(signer.line(text) for signer in signers)}".encode()


@dataclass
class Bundle:
    """All parts of a bundle as values; `files` are its bytes."""

    manifest: dict
    leaves: list
    openings: list
    outcome: dict
    pbs: dict
    signers: list = field(default_factory=lambda: [LOG])
    handovers: dict = field(default_factory=dict)  # name: (size, signers)

    def copy(self):
        return replace(
            self,
            manifest=deepcopy(self.manifest),
            leaves=deepcopy(self.leaves),
            openings=deepcopy(self.openings),
            outcome=deepcopy(self.outcome),
            pbs=dict(self.pbs),
            handovers=dict(self.handovers),
        )

    def at(self, kind, which=0):
        """The index of a leaf of this type: the first, or the one counted from the first."""
        return [index for index, leaf in enumerate(self.leaves) if leaf["t"] == kind][which]

    def leaf(self, kind, which=0):
        return self.leaves[self.at(kind, which)]

    def rehash_outcome(self):
        """Let the last result leaf of each district be of the outcome as it is now."""
        for contest in self.outcome["contests"]:
            last = [leaf for leaf in self.leaves if leaf["t"] == "result" and leaf["district"] == contest["district"]][
                -1
            ]
            last["outcome"] = sha256(canonical(contest)).hexdigest()
            last |= {name: contest[name] for name in ("ballots", "winners", "spent")}

    def files(self):
        leaves = [canonical(leaf) for leaf in self.leaves]
        files = {
            "manifest.json": canonical(self.manifest),
            "leaves.jsonl": b"".join(leaf + b"\n" for leaf in leaves),
            "checkpoint": checkpoint(leaves, *self.signers),
            "openings.jsonl": b"".join(json.dumps(row).encode() + b"\n" for row in self.openings),
            "outcome.json": canonical(self.outcome),
            **{f"{district}.pb": text.encode() for district, text in self.pbs.items()},
            **{name: checkpoint(leaves[:size], *signers) for name, (size, signers) in self.handovers.items()},
        }
        return with_sums(files)

    def write(self, folder, files=None):
        """Write it to a folder; the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (files or self.files()).items():
            (folder / name).write_bytes(content)
        return folder


def with_sums(files):
    """The files with their checksums anew."""
    kept = {name: content for name, content in files.items() if name != "SHA256SUMS"}
    lines = [f"{sha256(kept[name]).hexdigest()}  {name}\n" for name in sorted(kept)]
    return kept | {"SHA256SUMS": "".join(lines).encode()}
