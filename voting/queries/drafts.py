"""A ballot on its way from review to cast, sealed into a hidden field of the voter's own page.

Nothing on the server stores choices beside a person, so the page carries them: encrypted, so that a copy of the
page kept by a browser tells nothing, and authenticated, so that what is cast is what was checked.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


@dataclass(frozen=True)
class Draft:
    """What the voter is about to cast; `prev` is the version of the ballot they saw (0: none)."""

    manifest: str
    district: str
    choices: list[Any]
    cast_id: str
    prev: int


def seal_draft(draft: Draft) -> str:
    """The draft as text that only this server can read."""
    return _box().encrypt(json.dumps(asdict(draft)).encode()).decode()


def open_draft(sealed: str, manifest: str, district: str) -> Draft | None:
    """The draft, where it is one of ours and was made for this contest; None otherwise."""
    try:
        draft = Draft(**json.loads(_box().decrypt(sealed.encode())))
    except InvalidToken:
        return None
    return draft if (draft.manifest, draft.district) == (manifest, district) else None


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"pbv1/draft\n" + settings.SECRET_KEY.encode()).digest()))
