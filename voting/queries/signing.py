"""Signing and checking signatures: Ed25519 keys in files, named as the log and the receipts name them.

The receipt key is with every process that takes ballots; the private log key with the sealer alone. Whoever needs to
know a public key reads the `.pub` file beside it.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from django.conf import settings

from city.models import Round
from voting.queries.keys import KeyMissingError
from voting.rules.log.notes import Signer, VerifierKey


def receipt_key_path() -> Path:
    return Path(settings.RECEIPT_SIGNING_KEY_FILE or Path(settings.KEY_DIR) / "receipt.pem")


def log_key_path() -> Path:
    return Path(settings.LOG_SIGNING_KEY_FILE or Path(settings.KEY_DIR) / "log.pem")


def public_path(path: Path) -> Path:
    """Where the public half of a key stands."""
    return path.with_name(f"{path.name}.pub")


def origin(round: Round) -> str:
    """What the round's log is called in its checkpoints."""
    return f"{urlsplit(settings.BASE_URL).netloc}/rounds/{round.slug}"


def receipt_key() -> VerifierKey:
    """The key under which receipts are signed. Raises KeyMissingError."""
    return VerifierKey(f"{urlsplit(settings.BASE_URL).netloc}/receipts", public_of(receipt_key_path()))


def log_key(round: Round) -> VerifierKey:
    """The key under which the log of a round that is frozen now would be signed. Raises KeyMissingError."""
    return VerifierKey(origin(round), public_of(log_key_path()))


def receipt_signer() -> Signer:
    """Raises KeyMissingError."""
    path = receipt_key_path()
    return Signer(receipt_key(), _private(path, _stamp(path)).sign)


def log_signer(key: VerifierKey) -> Signer:
    """The signer under this key of a log, also where a newer key has taken its place. Raises KeyMissingError."""
    for path in _log_keys():
        private = _private(path, _stamp(path))
        if private.public_key().public_bytes_raw() == key.public:
            return Signer(key, private.sign)
    raise KeyMissingError(f"the private key of {key} is not here")


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of the key (32 bytes) signed the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def public_of(path: Path) -> bytes:
    """The 32 bytes of a public key, from the file beside the private one. Raises KeyMissingError."""
    return _public(public_path(path), _stamp(public_path(path)))


def _log_keys() -> Iterator[Path]:
    """The log key, and those it has followed."""
    path = log_key_path()
    yield path
    yield from sorted(path.parent.glob(f"{path.stem}-*{path.suffix}"))


def _stamp(path: Path) -> int:
    """When the file was written: a key is read again only when it was replaced."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        raise KeyMissingError(f"the key {path} is not there") from None


@lru_cache(maxsize=16)
def _private(path: Path, _stamp: int) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyMissingError(f"{path} is no Ed25519 key")
    return key


@lru_cache(maxsize=16)
def _public(path: Path, _stamp: int) -> bytes:
    key = load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise KeyMissingError(f"{path} is no Ed25519 key")
    return key.public_bytes_raw()
