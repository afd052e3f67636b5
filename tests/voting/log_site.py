"""A small site that serves a log: honestly, or with another story for whoever comes by another name.

The tree and its proofs are written from the definitions of RFC 6962, section 2.1, over whole lists of leaves.
"""

import json
import threading
from base64 import b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "purse.example/rounds/2026"


def split(size):
    return 1 << (size - 1).bit_length() - 1


def mth(leaves):
    if len(leaves) < 2:
        return sha256(b"\x00" + leaves[0]).digest() if leaves else sha256(b"").digest()
    k = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def proof(m, leaves):
    return subproof(m, leaves, is_known=True)


def subproof(m, leaves, *, is_known):
    if m == len(leaves):
        return [] if is_known else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], is_known=is_known), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], is_known=False), mth(leaves[:k])]


class Key:
    """A signing key, named as its log."""

    def __init__(self, number, name=ORIGIN):
        self.name = name
        self._private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public = b"\x01" + self._private.public_key().public_bytes_raw()
        self.id = sha256(f"{name}\n".encode() + public).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64encode(public).decode()}"

    def line(self, text):
        signed = b64encode(self.id + self._private.sign(text.encode())).decode()
        return f"\u2014 {self.name} {signed}\n"


def note_of(leaves, *keys, origin=ORIGIN):
    text = f"{origin}\n{len(leaves)}\n{b64encode(mth(leaves)).decode()}\n"
    return f"{text}\n{''.join(key.line(text) for key in keys)}"


class Log:
    """Leaves, and the keys that sign from which size on."""

    def __init__(self, leaves=(), key=None):
        self.leaves = list(leaves)
        self.keys = [{"use": "log", "key": (key or Key(1)).vkey, "index": 0, "size": 0}]
        self.signers = [key or Key(1)]
        self.notes = {}

    def grow(self, count, word="leaf"):
        start = len(self.leaves)
        self.leaves += [f"{word} {number}".encode() for number in range(start, start + count)]

    def turn_key(self, key):
        """A leaf brings the new key in; the checkpoint over it bears both signatures, later ones only the new."""
        leaf = json.dumps({"key": key.vkey, "t": "newkey", "use": "log", "v": 1})
        self.leaves.append(leaf.encode())
        size = len(self.leaves)
        self.notes[size] = note_of(self.leaves, *self.signers, key)
        self.keys.append({"use": "log", "key": key.vkey, "index": size - 1, "size": size})
        self.signers = [key]

    def checkpoint(self, size=None):
        size = len(self.leaves) if size is None else size
        return self.notes.get(size) or note_of(self.leaves[:size], *self.signers)

    def answer(self, what, asked):
        """The text of an answer, or None where it is refused."""
        if what == "/rounds/2026/log/checkpoint":
            return self.checkpoint()
        number = {name: int(values[0]) for name, values in asked.items()}
        match what.removeprefix("/api/v1/rounds/2026/log"):
            case "":
                return json.dumps({"keys": self.keys})
            case "/consistency" if number["old"] <= number["new"] <= len(self.leaves):
                found = proof(number["old"], self.leaves[: number["new"]])
                return json.dumps({"proof": [one.hex() for one in found]})
            case "/proof":
                leaves = self.leaves[: number["size"]]
                told = {"leaf": leaves[number["index"]].decode(), "checkpoint": self.checkpoint(len(leaves))}
                return json.dumps(told | {"proof": [one.hex() for one in path(number["index"], leaves)]})
        return None


class Site:
    """One log for everybody; `forks` is another one for those who ask for a host by that name."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}/rounds/2026"
        self.other_name = f"http://localhost:{port}/rounds/2026"
        self.log = Log()
        self.forks = {}
        self.status = 200

    def answer(self, host, target):
        log = self.forks.get(host.partition(":")[0], self.log)
        parts = urlsplit(target)
        text = log.answer(parts.path, parse_qs(parts.query))
        return (404 if text is None else self.status), text or ""


@contextmanager
def serving():
    """A site that answers until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, text = site.answer(self.headers["Host"], self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
