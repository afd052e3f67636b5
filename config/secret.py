"""A secret that is made once and kept in a file, so that no default secret is ever in use."""

import os
import secrets
from pathlib import Path


def stored_secret(path: Path) -> str:
    """The secret in the file at `path`; made, with rights 0600, where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(file, "w") as stream:
        stream.write(secrets.token_urlsafe(64))
    return path.read_text()
