"""People as the city knows them: log-ins, and where they live."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import District, Residency, User
from city.models.people import Level, Method
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, refuse


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


def attest(*, actor: User | None, now: datetime, user: User, district: District) -> Residency:
    """Note that somebody proved at a desk where they live. A proof that is as strong already stays as it is.

    No actor means a command at the server's own console. Raises Refused where the actor is no registrar.
    """
    if actor is not None and not may(actor, Verb.ATTEST):
        raise refuse("not_allowed", _("Only a registrar attests where somebody lives."), kind=Kind.FORBIDDEN)
    with transaction.atomic():
        known = Residency.objects.select_for_update().filter(user=user).first()
        if known and known.district_id == district.pk and known.level >= Level.ATTESTED:
            return known
        proof = {"method": Method.DESK, "level": Level.ATTESTED, "verified_on": timezone.localdate(now)}
        made, _is_new = Residency.objects.update_or_create(user=user, defaults={"district": district, **proof})
        before = {"district": known.district_id, "level": known.level} if known else None
        after = {"district": district.pk, "level": int(Level.ATTESTED)}
        record(actor=actor, now=now, verb="attest", subject=made, before=before, after=after)
    return made
