"""Erasing an account, for good. Each room registers what it takes away."""

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import Residency, User
from city.rules.refusal import Kind, refuse

Eraser = Callable[..., None]  # takes `actor` and `now` by name
ERASERS: list[Eraser] = []


def register_eraser(eraser: Eraser) -> None:
    """Called where a room's `actions/erasing.py` is imported, which the city does when everything is loaded."""
    ERASERS.append(eraser)


def erase(*, actor: User, now: datetime) -> None:
    """Take away the person's name, address, residence, second factors and sign-ins, and what they never published.

    What stays is nobody's any more: published proposals, the record, and ballots, which never were anybody's. The
    right on a roll stays until the round's key is destroyed: nobody votes twice by coming back. Raises Refused.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=actor.pk)
        if person.grants.exists():
            message = _("You hold an office. It has to end first; then come back here.")
            raise refuse("holds_office", message, kind=Kind.CONFLICT)
        for eraser in ERASERS:
            eraser(actor=person, now=now)
        for rows in (Residency.objects, EmailAddress.objects, Authenticator.objects):
            rows.filter(user=person).delete()
        Session.objects.filter(sign_in__user=person).delete()
        record(actor=person, now=now, verb="erase", subject=person)
        person.email, person.name, person.language = f"former-{person.pk}@erased.invalid", "", ""
        person.is_active, person.erased_at, person.last_login = False, now, None
        person.save()
