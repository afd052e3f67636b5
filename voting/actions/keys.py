"""Keys: each made once, kept outside the database, a round's destroyed when nobody needs it any more."""

import os
import secrets
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.db import transaction

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.actions.log import enter
from voting.models import KeyDestruction
from voting.queries.changes import missing_to_destroy
from voting.queries.keys import KeyMissingError, key_path, people_key_path, round_key
from voting.queries.signing import log_key_path, public_path, receipt_key_path
from voting.rules.log.leaves import Ruling, key_destroyed


def make_key(round: Round) -> bytes:
    """The round's key; a frozen round has one, and never gets another."""
    if KeyDestruction.objects.filter(round=round).exists():
        raise KeyMissingError(f"the key of {round.slug} was destroyed")
    return round_key(round) if round.frozen_at else _make(key_path(round))


def make_people_key() -> bytes:
    """The city's key for people."""
    return _make(people_key_path())


def make_signing_keys() -> None:
    """The keys of receipts and of the log, where their public halves are not here yet."""
    for path in (receipt_key_path(), log_key_path()):
        if not public_path(path).exists():
            make_signing_key(path)


def make_signing_key(path: Path) -> None:
    """A key for signing, and its public half beside it; a key that is there already stays."""
    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    private = load_pem_private_key(_make(path, pem), password=None)
    _make(public_path(path), private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def _make(path: Path, content: bytes = b"") -> bytes:
    """The key in this file; made (of this content, else 32 random bytes; rights 0600) where there is none yet.

    It appears whole or not at all, also for a process that looks at the same moment.
    """
    if path.exists():
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content or secrets.token_bytes(32))
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first
    finally:
        draft.unlink()
    return path.read_bytes()


def destroy_key(
    *, actor: User | None, now: datetime, round: Round, approver: User | None = None, reason: str = "", case: int = 0
) -> KeyDestruction:
    """Record that the round's key is destroyed, and remove it once that is on the disk. It cannot be undone.

    What is removed is the key that the manifest names by its SHA-256, and no other file in its place.
    Raises Refused. It takes two people, or the server's own console (no actor).
    """
    require_two(actor, approver, Verb.DESTROY_KEY, round)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        round.refresh_from_db()
        if reasons := missing_to_destroy(round, now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        hashed = sha256(round_key(round)).hexdigest()
        made = KeyDestruction.objects.create(
            round=round, digest=hashed, reason=reason, case_id=case or None, destroyed_at=now
        )
        round.key_destroyed_at = now
        round.save(update_fields=["key_destroyed_at"])
        enter(round=round, leaf=key_destroyed(key=hashed, ruling=Ruling(reason, now, case)))
        after = {"key": "destroyed", "digest": hashed}
        record(actor=actor, now=now, verb="destroy_key", subject=round, after=after, reason=reason, approver=approver)
        transaction.on_commit(partial(key_path(round).unlink, missing_ok=True))
    return made
