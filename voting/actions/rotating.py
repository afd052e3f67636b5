"""Another key for signing, told in every log that goes on: who checks a log hears of it from the log itself."""

from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from city.actions.audit import record
from city.models import Round
from voting.actions.keys import make_signing_key
from voting.actions.log import enter
from voting.queries.signing import log_key_path, origin, public_of, public_path, receipt_key, receipt_key_path
from voting.rules.log.leaves import Ruling, new_key
from voting.rules.log.notes import VerifierKey

LOG, RECEIPT = "log", "receipt"


def renew_key(*, actor: None, now: datetime, use: str, reason: str) -> list[Round]:
    """Make another key for the `log` or for the `receipt`s; the rounds whose log tells it, from its next leaves on.

    From the server's console alone. The old key stays beside it, under its id: the first state of a log that names the
    new one carries both signatures. Raises KeyMissingError where there is no key to follow.
    """
    path = log_key_path() if use == LOG else receipt_key_path()
    public_of(path)
    following = path.with_name(f"{path.stem}-next{path.suffix}")
    make_signing_key(following)
    with transaction.atomic():
        rounds = list(Round.objects.filter(frozen_at__isnull=False, is_imported=False, key_destruction=None))
        for round in rounds:
            name = origin(round) if use == LOG else receipt_key().name
            key = str(VerifierKey(name, public_of(following)))
            enter(round=round, leaf=new_key(use=use, key=key, ruling=Ruling(reason, now)))
            record(actor=actor, now=now, verb="renew_key", subject=round, after={use: key}, reason=reason)
        transaction.on_commit(partial(_put_in_place, path, following))
    return rounds


def _put_in_place(path: Path, following: Path) -> None:
    """Until this is done the new key is found under its other name (voting/queries/signing.py)."""
    kept = path.with_name(f"{path.stem}-{public_of(path).hex()[:8]}{path.suffix}")
    for place in (Path, public_path):
        place(path).rename(place(kept))
        place(following).rename(place(path))
