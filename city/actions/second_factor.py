"""A second factor that is lost: two people take it away, and its owner sets up another one."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.actions.mail import post_letter
from city.models import User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.queries.second_factor import about_reset
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse


def reset_factor(
    *, actor: User | None, now: datetime, user: User, approver: User | None = None, reason: str = ""
) -> None:
    """Take away everything the person confirmed themselves with, and sign them out everywhere; they are told.

    Raises Refused: FORBIDDEN where two people are missing or one of them is the person, CONFLICT where there is nothing
    to take away.
    """
    require_two(actor, approver, Verb.RESET_FACTOR)
    if user in {actor, approver}:
        raise refuse("own_factor", _("Nobody resets a second factor of their own."), kind=Kind.FORBIDDEN)
    with transaction.atomic():
        lock(f"factor:{user.pk}")
        if reasons := about_reset(user):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        held = Authenticator.objects.filter(user=user)
        before = {"factors": sorted(held.values_list("type", flat=True))}
        held.delete()
        Session.objects.filter(sign_in__user=user).delete()
        after: dict[str, object] = {"factors": []}
        record(
            actor=actor,
            now=now,
            verb=Verb.RESET_FACTOR,
            subject=user,
            before=before,
            after=after,
            reason=reason,
            approver=approver,
        )
        post_letter(to=user, letter="city/letters/factor_reset.txt", context={"actor": actor, "approver": approver})
