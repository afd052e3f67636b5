"""Putting people on the roll."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.actions.people import Proof
from city.models import Residency, Round, User
from city.models.people import Level
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from voting.actions.keys import make_key
from voting.models import RollEntry
from voting.queries.eligibility import reasons
from voting.queries.identities import identity_of
from voting.rules.eligibility import Claim, Terms, why_not
from voting.rules.identity.hashes import identity_hash


def enrol(*, actor: User | None, now: datetime, round: Round, residency: Residency) -> RollEntry:
    """Put the holder of a log-in on the round's roll, with what the city knows; the same person again changes nothing.

    No actor means a command at the server's own console. Raises Refused.
    """
    if actor is not None:
        require_office(actor, Verb.ENROL, round, now)
    proof = Proof(residency.district, residency.method, Level(residency.level), residency.verified_on)
    with transaction.atomic():
        entry, is_new = enter(round, identity_of(residency.user), proof)
        if is_new:
            record(actor=actor, now=now, verb="enrol", subject=entry, after={"district": residency.district.code})
    return entry


def enter(round: Round, identity: str, proof: Proof) -> tuple[RollEntry, bool]:
    """The entry of this identity, and whether it is new. A stronger proof is noted; the district stays."""
    if found := why_not(Claim(level=proof.level), Terms(min_level=round.min_level)):
        raise Refused(*reasons(found, round), kind=Kind.FORBIDDEN)
    proved = {"method": proof.method, "level": proof.level, "verified_on": proof.verified_on}
    entry, is_new = RollEntry.objects.get_or_create(
        round=round,
        identity_hmac=identity_hash(make_key(round), identity),
        defaults={"district": proof.district, **proved},
    )
    if proof.level > entry.level:
        RollEntry.objects.filter(pk=entry.pk).update(**proved)
    return entry, is_new


def require_office(actor: User, verb: Verb, round: Round, now: datetime) -> None:
    """Refuse who holds no office that carries the verb, and anybody outside the season for it."""
    if not may(actor, verb, round):
        raise refuse("not_allowed", _("Only a registrar of this round does this."), kind=Kind.FORBIDDEN)
    require_season(round, verb, now)


def require_season(round: Round, verb: Verb, now: datetime) -> None:
    if not round.permits(verb, now):
        message = _(
            "The roll of this round is not open now. It is while ideas are collected and until the vote closes."
        )
        raise refuse("roll_not_open", message, kind=Kind.CONFLICT)
