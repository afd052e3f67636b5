"""People as the city knows them: log-ins, and where they live."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.actions.mail import post
from city.models import District, Residency, User
from city.models.people import Level
from city.rules.refusal import refuse


def register(*, actor: User | None, now: datetime, email: str) -> User:
    """The log-in with this address; made where there is none. Raises Refused where it is no address."""
    try:
        validate_email(email)
    except ValidationError:
        message = _("“%(email)s” is not an e-mail address.") % {"email": email}
        raise refuse("not_an_address", message, field="email") from None
    with transaction.atomic():
        if known := User.objects.filter(email__iexact=email).first():
            return known
        user = User.objects.create_user(email)
        EmailAddress.objects.create(user=user, email=user.email, primary=True)  # the first code confirms it
        record(actor=actor, now=now, verb="register", subject=user)
    return user


@dataclass(frozen=True)
class Proof:
    """What somebody proved about where they live, by which check; `person_hmac` says who they are, if that is."""

    district: District
    method: str
    level: Level
    verified_on: date
    person_hmac: str = ""


def prove(*, actor: User | None, now: datetime, user: User, proof: Proof) -> Residency:
    """Note what the holder of a log-in proved. A proof that is as strong, of the same home and person, stays.

    A person has one log-in: where another one was theirs, it is told, and holds nothing any more. Whether the actor may
    say so is for the check to ask that calls this.
    """
    with transaction.atomic():
        known = Residency.objects.select_for_update().filter(user=user).first()
        person = proof.person_hmac or (known.person_hmac if known else "")
        if (
            known
            and (known.district_id, known.person_hmac) == (proof.district.pk, person)
            and known.level >= proof.level
        ):
            return known
        _take_over(user, person, now)
        noted = {name: getattr(proof, name) for name in ("district", "method", "level", "verified_on")}
        made, _is_new = Residency.objects.update_or_create(user=user, defaults={**noted, "person_hmac": person})
        before = {"district": known.district_id, "level": known.level} if known else None
        after = {"district": proof.district.pk, "level": int(proof.level)}
        record(actor=actor, now=now, verb="prove", subject=made, before=before, after=after)
    return made


def _take_over(user: User, person: str, now: datetime) -> None:
    """Let go of the person's earlier log-in, and tell it."""
    earlier = Residency.objects.filter(person_hmac=person).exclude(user=user).first() if person else None
    if earlier is None:
        return
    text = _(
        "Somebody proved to the city that they are you, and took your place on the roll to another log-in: with a code"
        " sent to your address on the city's list, or at the city's desk.\n\n"
        "If that was you, nothing is left to do. If it was not, tell the city's desk now: a ballot that is not"
        " yours can be taken out while the vote runs."
    )
    post(to=earlier.user, subject=_("Your place on the roll has moved to another log-in"), text=text)
    record(actor=None, now=now, verb="release", subject=earlier)
    earlier.delete()
