"""Setting up stations, and printing papers for them."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import District, Round, User
from city.queries.locks import lock
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, refuse
from voting.models import Paper, Station, StationClosing
from voting.queries.contests import contest
from voting.rules.paper.serials import NUMBERS, serial_of

MOST_AT_ONCE = 2_000


def set_up_station(*, actor: User | None, now: datetime, round: Round, code: str, name: str) -> Station:
    """A place where people of the round vote on paper. Raises Refused."""
    require(actor, Verb.SET_UP_STATION, round, now)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        if Station.objects.filter(round=round, code=code).exists():
            message = _("There is a station with this code already. Give it another one.")
            raise refuse("station_known", message, field="code", kind=Kind.CONFLICT)
        made = Station.objects.create(round=round, code=code, name=name)
        record(actor=actor, now=now, verb="set_up_station", subject=made, after={"code": code, "name": name})
    return made


def make_papers(*, actor: User | None, now: datetime, station: Station, amounts: Mapping[District, int]) -> list[Paper]:
    """New papers for a station, so many of each contest, each with a random serial. Raises Refused."""
    round = station.round
    require(actor, Verb.SET_UP_STATION, round, now)
    _check_amounts(station, amounts)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        serials = _new_serials(round, sum(amounts.values()))
        papers = [
            Paper(round=round, district=district, station=station, serial=serials.pop())
            for district, count in amounts.items()
            for _number in range(count)
        ]
        made = Paper.objects.bulk_create(papers, batch_size=500)
        after = {district.code: count for district, count in amounts.items()}
        record(actor=actor, now=now, verb="make_papers", subject=station, after=after)
    return made


def require(actor: User | None, verb: Verb, round: Round, now: datetime) -> None:
    """Refuse who holds no office that carries the verb, and anybody outside the season for it."""
    if actor is not None and not may(actor, verb, round):
        raise refuse("not_allowed", _("Your office does not include this."), kind=Kind.FORBIDDEN)
    if round.is_imported or not round.permits(verb, now):
        message = _("The dates or the state of this round do not allow that now.")
        raise refuse("not_now", message, kind=Kind.CONFLICT)


def _check_amounts(station: Station, amounts: Mapping[District, int]) -> None:
    total = sum(amounts.values())
    if station.round.frozen_at is None:
        message = _("Papers are printed once the round is frozen: until then the ballot may change.")
        raise refuse("not_frozen", message, kind=Kind.CONFLICT)
    if not 0 < total <= MOST_AT_ONCE:
        message = _("Give a number from 1 to %(most)d. Print more in another file.") % {"most": MOST_AT_ONCE}
        raise refuse("other_amount", message, field="amount")
    for district in amounts:
        _check_place(station, district)


def _check_place(station: Station, district: District) -> None:
    area = contest(station.round, district.code)
    if area is None or not area.projects:
        raise refuse("no_such_contest", _("This district has no vote in this round."), field="district")
    if StationClosing.objects.filter(station=station, district=district).exists():
        raise refuse("station_closed", _("These papers are closed already."), field="district", kind=Kind.CONFLICT)


def _new_serials(round: Round, count: int) -> list[str]:
    """So many different serials that no paper of the round has, in no order."""
    taken = set(Paper.objects.filter(round=round).values_list("serial", flat=True))
    found: dict[str, None] = {}
    while len(found) < count:
        serial = serial_of(secrets.randbelow(NUMBERS))
        if serial not in taken:
            found[serial] = None
    return list(found)
