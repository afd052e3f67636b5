"""A new city gets its first two election officers: by a link that only the server's console shows."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import FirstRunLink, RoleGrant, User
from city.queries.first_run import hash_of, officers, open_link
from city.queries.locks import lock
from city.queries.second_factor import has_second_factor
from city.rules.first_run import OFFICERS
from city.rules.refusal import Kind, refuse
from city.rules.roles import Role

LOCK = "first run"


def open_first_run(*, actor: None, now: datetime) -> str:
    """Make the link, in place of any before it; gives its token, which is kept nowhere. Raises Refused.

    Only a command at the server's console calls this, and a console has no actor.
    """
    with transaction.atomic():
        lock(LOCK)
        if officers() >= OFFICERS:
            message = _("This city has its first officers. They give further offices at the desk.")
            raise refuse("has_officers", message, kind=Kind.CONFLICT)
        token = secrets.token_urlsafe(32)
        FirstRunLink.objects.all().delete()
        link = FirstRunLink.objects.create(token_hash=hash_of(token), made_at=now)
        record(actor=actor, now=now, verb="open_first_run", subject=link)
    return token


def take_first_office(*, actor: User, now: datetime, token: str) -> RoleGrant:
    """Make whoever holds the link an election officer of the city. Raises Refused."""
    with transaction.atomic():
        lock(LOCK)
        if open_link(token, now) is None:
            raise refuse("link_over", _("This link has ended. Ask for a new one at the console."), kind=Kind.NOT_FOUND)
        if not has_second_factor(actor):
            message = _("An officer needs a second factor. Set one up, then come back here.")
            raise refuse("no_second_factor", message, kind=Kind.FORBIDDEN)
        made, is_new = RoleGrant.objects.get_or_create(user=actor, role=Role.ELECTION_OFFICER.value, round=None)
        if is_new:
            record(actor=actor, now=now, verb="take_first_office", subject=made, after={"user": actor.pk})
        if officers() >= OFFICERS:
            FirstRunLink.objects.all().delete()
    return made
