"""Keys: each made once, kept outside the database, a round's destroyed when nobody needs it any more."""

import os
import secrets
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from city.actions.audit import record
from city.models import Case, Round, User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.models import KeyDestruction
from voting.queries.changes import missing_to_destroy
from voting.queries.keys import KeyMissingError, key_path, people_key_path, round_key


def make_key(round: Round) -> bytes:
    """The round's key; a frozen round has one, and never gets another."""
    if KeyDestruction.objects.filter(round=round).exists():
        raise KeyMissingError(f"the key of {round.slug} was destroyed")
    return round_key(round) if round.frozen_at else _make(key_path(round))


def make_people_key() -> bytes:
    """The city's key for people."""
    return _make(people_key_path())


def _make(path: Path) -> bytes:
    """The key in this file; made (32 random bytes, rights 0600) where there is none yet."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(file, "wb") as stream:
        stream.write(secrets.token_bytes(32))
    return path.read_bytes()


def destroy_key(
    *,
    actor: User | None,
    now: datetime,
    round: Round,
    approver: User | None = None,
    reason: str = "",
    case: Case | None = None,
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
        digest = sha256(round_key(round)).hexdigest()
        made = KeyDestruction.objects.create(round=round, digest=digest, reason=reason, case=case, destroyed_at=now)
        round.key_destroyed_at = now
        round.save(update_fields=["key_destroyed_at"])
        after = {"key": "destroyed", "digest": digest}
        record(actor=actor, now=now, verb="destroy_key", subject=round, after=after, reason=reason, approver=approver)
        transaction.on_commit(partial(key_path(round).unlink, missing_ok=True))
    return made
