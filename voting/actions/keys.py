"""Keys: each made once, kept outside the database."""

import os
import secrets
from pathlib import Path

from city.models import Round
from voting.queries.keys import key_path, people_key_path, round_key


def make_key(round: Round) -> bytes:
    """The round's key; a frozen round has one, and never gets another."""
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
