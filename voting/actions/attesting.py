"""The desk: a registrar has seen who somebody is and where they live, and says so."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.actions.people import Proof, prove, register
from city.models import AuditEntry, District, Round, User
from city.models.people import Level
from city.queries.locks import lock
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from voting.actions.keys import make_key
from voting.actions.persons import hash_of
from voting.actions.roll import enter, require_office
from voting.models import ListedPerson, RollEntry
from voting.queries.eligibility import reasons, terms_of
from voting.queries.identities import of_person
from voting.rules.eligibility import Claim, why_not
from voting.rules.identity import Person, namesake
from voting.rules.identity.hashes import hint_hash, identity_hash
from voting.rules.identity.person import code as postcode

METHOD = "desk"


@dataclass(frozen=True)
class Found:
    """What the round knows of one person: their entry on the roll, and what the city's list says."""

    entry: RollEntry | None
    listed: ListedPerson | None


def attest(
    *,
    actor: User,
    now: datetime,
    round: Round,
    person: Person,
    district: District,
    email: str = "",
    is_another: bool = False,
) -> RollEntry:
    """Put a person whom the registrar has seen on the roll; with an address, the log-in of that address is theirs.

    `is_another`: the registrar looked, and the one of the same name and birth date is somebody else. Raises Refused.
    """
    require_office(actor, Verb.ATTEST, round, now)
    claim = Claim(
        born_on=person.born_on,
        postcode=postcode(person.postcode),
        district=district.code,
        level=Level.ATTESTED,
    )
    if found := why_not(claim, terms_of(round)):
        raise Refused(*reasons(found, round))
    person_hmac = hash_of(person)
    with transaction.atomic():
        lock(f"attest:{actor.pk}")
        _check_pace(actor, now)
        _note(round, person, person_hmac, district, is_another=is_another)
        proof = Proof(district, METHOD, Level.ATTESTED, timezone.localdate(now), person_hmac)
        entry, _is_new = enter(round, of_person(person_hmac), proof)
        record(actor=actor, now=now, verb="attest", subject=entry, after={"district": district.code})
        if email:
            prove(actor=actor, now=now, user=register(actor=actor, now=now, email=email), proof=proof)
    return entry


def look_up(*, actor: User, now: datetime, round: Round, person: Person) -> Found:
    """What the round knows of exactly this person. That a registrar looked is on the record. Raises Refused."""
    require_office(actor, Verb.ENROL, round, now)
    hashed = identity_hash(make_key(round), of_person(hash_of(person)))
    with transaction.atomic():
        record(actor=actor, now=now, verb="look_up", subject=round)
    return Found(
        RollEntry.objects.select_related("district").filter(round=round, identity_hmac=hashed).first(),
        ListedPerson.objects.select_related("district").filter(round=round, identity_hmac=hashed).first(),
    )


def _check_pace(actor: User, now: datetime) -> None:
    """No registrar attests more people a day than anybody can look in the face."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = AuditEntry.objects.filter(actor=actor, verb="attest", at__gte=midnight)
    if today.count() >= settings.ATTESTS_PER_DAY:
        message = _("You have attested %(count)d people today, which is as many as one registrar may. Ask a colleague.")
        raise refuse("too_many_attested", message % {"count": settings.ATTESTS_PER_DAY}, kind=Kind.TOO_MANY)


def _note(round: Round, person: Person, person_hmac: str, district: District, *, is_another: bool) -> None:
    """Keep the person beside those of the city's list, unless the list or the roll contradicts."""
    key = make_key(round)
    hashed, same_name = identity_hash(key, of_person(person_hmac)), hint_hash(key, "namesake", namesake(person))
    listed = ListedPerson.objects.select_related("district").filter(round=round, identity_hmac=hashed).first()
    if listed is None:
        _check_namesakes(round, same_name, is_another=is_another)
        ListedPerson.objects.create(round=round, identity_hmac=hashed, namesake_hmac=same_name, district=district)
    elif listed.district_id != district.pk:
        message = _("We know this person in %(district)s. Choose that, or have the city’s list corrected and imported.")
        raise refuse("other_district", message % {"district": listed.district.name}, field="district")


def _check_namesakes(round: Round, same_name: str, *, is_another: bool) -> None:
    others = ListedPerson.objects.filter(round=round, namesake_hmac=same_name)
    if others.exists() and not is_another:
        message = _(
            "We know somebody with this name and birth date under another postcode. If that is the same person, use"
            " that postcode: nobody has two votes. If it is somebody else, tick this."
        )
        raise refuse("namesake", message, field="is_another", kind=Kind.CONFLICT)
