"""The kinds of case that votes on paper have."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.actions.kinds import Kind
from city.models import Case, District, User
from city.rules.phases import Verb
from city.rules.refusal import Reason
from voting.actions.paper.closing import close_station
from voting.models import Station
from voting.queries.stations import missing_to_close_station


def _box(case: Case) -> dict[str, Any]:
    station = Station.objects.select_related("round").get(pk=case.arguments["station"])
    return {"station": station, "district": District.objects.get(code=case.arguments["district"])}


def _told(case: Case) -> str:
    box = _box(case)
    message = _("At %(station)s %(papers)d papers of %(district)s join the count of %(round)s. Count sheet %(sheet)s.")
    told = message % {
        "station": box["station"].name,
        "papers": case.arguments["papers"],
        "district": box["district"].name,
        "round": box["station"].round.title,
        "sheet": case.arguments["sheet"],
    }
    said = case.arguments["difference"]
    return f"{told} {_('Not as many as were handed out: %(reason)s') % {'reason': said}}" if said else told


def _missing(case: Case, now: datetime) -> list[Reason]:
    said = {name: case.arguments[name] for name in ("papers", "difference")}
    return missing_to_close_station(**_box(case), **said, now=now)


def _act(case: Case, approver: User, now: datetime) -> object:
    said = {name: case.arguments[name] for name in ("papers", "sheet", "difference")}
    return close_station(actor=case.opened_by, approver=approver, now=now, reason=case.reason, **_box(case), **said)


KINDS = (Kind(Verb.CLOSE_STATION, gettext_lazy("Close a box of papers"), _told, _missing, _act),)
