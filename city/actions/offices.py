"""Offices: given and taken by two people, or at the server's own console. All officials are told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.actions.mail import post_letter
from city.models import RoleGrant, Round, User
from city.queries.locks import lock
from city.queries.offices import about_grant, about_revocation, grant_of, officials
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from city.rules.roles import Role


def grant(
    *,
    actor: User | None,
    now: datetime,
    user: User,
    role: Role,
    round: Round | None = None,
    approver: User | None = None,
    reason: str = "",
) -> RoleGrant:
    """Give a person an office, in one round or (no round) in the whole city; held already, nothing changes.

    Raises Refused: FORBIDDEN where two people are missing or one approves their own office, CONFLICT.
    """
    require_two(actor, approver, Verb.GRANT, round)
    if approver == user:
        raise refuse("own_office", _("Nobody approves an office of their own."), kind=Kind.FORBIDDEN)
    with transaction.atomic():
        lock("offices")
        known = grant_of(user, role, round)
        if known and actor is None:
            return known
        if reasons := about_grant(user, role, round):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        made = RoleGrant.objects.create(user=user, role=role.value, round=round)
        record(
            actor=actor, now=now, verb=Verb.GRANT, subject=made, after=_state(made), reason=reason, approver=approver
        )
        _tell_officials("city/letters/office_given.txt", made, actor, approver)
    return made


def revoke(
    *,
    actor: User | None,
    now: datetime,
    user: User,
    role: Role,
    round: Round | None = None,
    approver: User | None = None,
    reason: str = "",
) -> None:
    """Take an office from a person. Raises Refused where it is not held, or too few would be left to give any."""
    require_two(actor, approver, Verb.REVOKE, round)
    with transaction.atomic():
        lock("offices")
        if reasons := about_revocation(user, role, round):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        held = RoleGrant.objects.get(user=user, role=role.value, round=round)
        before = _state(held)
        record(actor=actor, now=now, verb=Verb.REVOKE, subject=held, before=before, reason=reason, approver=approver)
        _tell_officials("city/letters/office_taken.txt", held, actor, approver)
        held.delete()


def _state(grant: RoleGrant) -> dict[str, object]:
    return {"user": grant.user_id, "role": grant.role, "round": grant.round.slug if grant.round else ""}


def _tell_officials(letter: str, grant: RoleGrant, actor: User | None, approver: User | None) -> None:
    for official in officials():
        post_letter(to=official, letter=letter, context={"grant": grant, "actor": actor, "approver": approver})
