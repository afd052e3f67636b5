"""The link by which a new city gets its first officers."""

from datetime import datetime
from hashlib import sha256

from city.models import FirstRunLink, RoleGrant
from city.rules.first_run import is_open
from city.rules.roles import Role


def officers() -> int:
    """How many people are election officers of the whole city."""
    return RoleGrant.objects.filter(role=Role.ELECTION_OFFICER.value, round=None, user__is_active=True).count()


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def open_link(token: str, now: datetime) -> FirstRunLink | None:
    """The link with this token, while it makes officers."""
    link = FirstRunLink.objects.filter(token_hash=hash_of(token)).first()
    return link if link and is_open(officers(), link.made_at, now) else None


def has_open_link(now: datetime) -> bool:
    """Whether a link was made that still makes officers."""
    return any(is_open(officers(), link.made_at, now) for link in FirstRunLink.objects.all())
