"""The key of a round: made once, kept outside the database."""

import os
import secrets

from city.models import Round
from voting.queries.keys import key_path


def make_key(round: Round) -> bytes:
    """The round's key; made (32 random bytes, rights 0600) where there is none yet."""
    path = key_path(round)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(file, "wb") as stream:
        stream.write(secrets.token_bytes(32))
    return path.read_bytes()
