"""At a station: somebody on the roll is given a paper. From then on the box has their vote."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import AuditEntry, District, Round, User
from city.queries.locks import lock, lock_then_now
from city.rules.phases import Verb
from city.rules.refusal import Kind, refuse
from voting.actions.keys import make_key
from voting.actions.paper.stations import require
from voting.actions.persons import hash_of
from voting.models import CheckOff, Paper, RollEntry, Station
from voting.queries.admission import admitted, closed, own_contest
from voting.queries.identities import of_person
from voting.queries.roll import on_paper, slot, used
from voting.queries.stations import is_closed
from voting.rules.eligibility import has_room
from voting.rules.identity import Person
from voting.rules.identity.hashes import identity_hash

RANDOM_BITS = 62


def check_off(*, actor: User, now: datetime, station: Station, district: District, person: Person) -> CheckOff:
    """Note that a person on the roll is given a paper of a contest: their right in it, as a pseudonym.

    Who it was stands nowhere, and no moment but the day: the record names the registrar and the station. A ballot
    they cast online is voided at the close. Raises Refused.
    """
    round = station.round
    require(actor, Verb.CHECK_OFF, round, now)
    entry = admitted(find_entry(round, person), round)
    own_contest(entry, round, district.code)
    _check_papers(station, district)
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    pseudonym = slot(entry, round, district.code)
    with transaction.atomic():
        moment = lock_then_now(shared=f"round:{round.pk}", alone=f"slot:{pseudonym}")
        lock(f"entry:{entry.uuid}")
        _check_state(round, entry, district, pseudonym, moment)
        _check_pace(actor, day)
        made = CheckOff.objects.create(
            id=secrets.randbits(RANDOM_BITS), round=round, district=district, station=station, slot=pseudonym
        )
        record(actor=actor, now=day, verb="check_off", subject=station, after={"district": district.code})
    return made


def find_entry(round: Round, person: Person) -> RollEntry | None:
    """The entry of exactly this person on the roll."""
    hashed = identity_hash(make_key(round), of_person(hash_of(person)))
    return RollEntry.objects.select_related("district").filter(round=round, identity_hmac=hashed).first()


def _check_papers(station: Station, district: District) -> None:
    if not Paper.objects.filter(station=station, district=district).exists():
        message = _("No papers of this contest were printed for this station.")
        raise refuse("no_papers", message, field="district", kind=Kind.CONFLICT)
    if is_closed(station, district):
        raise refuse("station_closed", _("These papers are closed already."), field="district", kind=Kind.CONFLICT)


def _check_state(round: Round, entry: RollEntry, district: District, pseudonym: str, moment: datetime) -> None:
    if Round.objects.get(pk=round.pk).is_closed(moment):
        raise closed(Round.objects.get(pk=round.pk), moment)
    if on_paper([pseudonym]):
        message = _(
            "This person was given a paper for this vote already. Exchange a spoiled one; do not note it again."
        )
        raise refuse("had_paper", message, kind=Kind.CONFLICT)
    if not has_room(used(entry, round), district.code, round.may_vote_in, round.may_vote_in_count):
        message = _("This person has voted in as many districts as this round allows.")
        raise refuse("too_many_districts", message, field="district", kind=Kind.CONFLICT)


def _check_pace(actor: User, day: datetime) -> None:
    """No registrar hands out more papers a day than people can have stood before them."""
    today = AuditEntry.objects.filter(actor=actor, verb="check_off", at__gte=day)
    if today.count() >= settings.CHECK_OFFS_PER_DAY:
        message = _("You have given out %(count)d papers today, which is as many as one person may. Ask a colleague.")
        raise refuse("too_many_given", message % {"count": settings.CHECK_OFFS_PER_DAY}, kind=Kind.TOO_MANY)
