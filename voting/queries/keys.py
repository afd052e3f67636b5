"""Reading a round's key. Whoever has it can connect roll entries with ballots: it is never in the database."""

from pathlib import Path

from django.conf import settings

from city.models import Round


class KeyMissingError(RuntimeError):
    """The key file of a round is not where KEY_DIR says."""


def key_path(round: Round) -> Path:
    return Path(settings.KEY_DIR) / f"{round.slug}.k"


def has_key(round: Round) -> bool:
    return key_path(round).exists()


def round_key(round: Round) -> bytes:
    """The 32 bytes of the round's key. Raises KeyMissingError where there is none."""
    try:
        key = key_path(round).read_bytes()
    except FileNotFoundError:
        raise KeyMissingError(f"the key of {round.slug} is not in KEY_DIR") from None
    if len(key) != 32:  # noqa: PLR2004 - the protocol's key length
        raise KeyMissingError(f"the key of {round.slug} is not 32 bytes long")
    return key
