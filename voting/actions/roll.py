"""Putting people on the roll."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import Residency, Round, User
from city.rules.refusal import Kind, refuse
from voting.actions.keys import make_key
from voting.models import RollEntry
from voting.queries.roll import identity_of
from voting.rules.slots import identity_hash


def enrol(*, actor: User | None, now: datetime, round: Round, residency: Residency) -> RollEntry:
    """Put the person on the round's roll where they live; the same person again changes nothing."""
    if residency.level < round.min_level:
        raise refuse("level_too_low", _("This round asks for a stronger proof of residence."), kind=Kind.FORBIDDEN)
    hashed = identity_hash(make_key(round), identity_of(residency.user))
    with transaction.atomic():
        entry, is_new = RollEntry.objects.get_or_create(
            round=round,
            identity_hmac=hashed,
            defaults={
                "district": residency.district,
                "method": residency.method,
                "level": residency.level,
                "verified_on": residency.verified_on,
            },
        )
        if is_new:
            record(actor=actor, now=now, verb="enrol", subject=entry, after={"district": residency.district.code})
    return entry
