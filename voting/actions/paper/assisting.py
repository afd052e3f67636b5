"""Assisted voting: a helper hands their device to somebody on the roll, who then votes alone."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import AuditEntry, Round, User
from city.queries.locks import lock
from city.rules.phases import Verb
from city.rules.refusal import Kind, refuse
from voting.actions.paper.checking import find_entry
from voting.actions.paper.stations import require
from voting.queries.admission import admitted
from voting.queries.voters import Assisted
from voting.rules.identity import Person


def hand_over(*, actor: User, now: datetime, round: Round, person: Person) -> Assisted:
    """Let a person on the roll vote at the helper's device. The record names the helper and the round, not the person.

    Raises Refused. The view ends the helper's own sign-in on the device before the person sees it.
    """
    require(actor, Verb.ASSIST, round, now)
    entry = admitted(find_entry(round, person), round)
    with transaction.atomic():
        lock(f"assist:{actor.pk}")
        _check_pace(actor, now)
        record(actor=actor, now=now, verb="assist", subject=round)
    return Assisted(entry.uuid, round.pk)


def _check_pace(actor: User, now: datetime) -> None:
    """No helper sits with more people a day than one can sit with."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = AuditEntry.objects.filter(actor=actor, verb="assist", at__gte=midnight)
    if today.count() >= settings.ASSISTS_PER_DAY:
        message = _("You have helped %(count)d people today, which is as many as one helper may. Ask a colleague.")
        raise refuse("too_many_helped", message % {"count": settings.ASSISTS_PER_DAY}, kind=Kind.TOO_MANY)
