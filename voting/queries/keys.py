"""Reading keys, which are never in the database: whoever has a round's key can connect roll entries with ballots."""

from pathlib import Path

from django.conf import settings

from city.models import Round


class KeyMissingError(RuntimeError):
    """A key file is not where KEY_DIR says."""


def key_path(round: Round) -> Path:
    return Path(settings.KEY_DIR) / f"{round.slug}.k"


def people_key_path() -> Path:
    """The city's own key, under which people are known from round to round. No slug has a dot."""
    return Path(settings.KEY_DIR) / "people.key"


def has_key(round: Round) -> bool:
    return key_path(round).exists()


def round_key(round: Round) -> bytes:
    """The 32 bytes of the round's key. Raises KeyMissingError where there is none."""
    return read_key(key_path(round))


def read_key(path: Path) -> bytes:
    """The 32 bytes of a key. Raises KeyMissingError where there is none."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        raise KeyMissingError(f"the key {path.name} is not in KEY_DIR") from None
    if len(key) != 32:  # noqa: PLR2004 - the protocol's key length
        raise KeyMissingError(f"the key {path.name} is not 32 bytes long")
    return key
