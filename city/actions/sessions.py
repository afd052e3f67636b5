"""Where somebody is signed in: noted as they click, and ended on another device."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from city.actions.audit import record
from city.models import SignIn, User
from city.rules.devices import browser_of, system_of


def note_sign_in(*, actor: User, now: datetime, session_key: str, began_at: datetime, user_agent: str) -> None:
    """Write down that the person is there, on the device that says this about itself."""
    seen = {"user": actor, "browser": browser_of(user_agent), "system": system_of(user_agent), "seen_at": now}
    SignIn.objects.update_or_create(
        session_id=session_key, defaults=seen, create_defaults={**seen, "began_at": began_at}
    )


def end_sign_ins(*, actor: User, now: datetime, session_keys: Iterable[str]) -> int:
    """Sign the person out where these sessions are, if they are theirs; gives how many were ended."""
    with transaction.atomic():
        ended = Session.objects.filter(pk__in=session_keys, sign_in__user=actor)
        keys = list(ended.values_list("pk", flat=True))
        Session.objects.filter(pk__in=keys).delete()
        if keys:
            record(actor=actor, now=now, verb="sign_out", subject=actor, after={"sessions": len(keys)})
    return len(keys)
