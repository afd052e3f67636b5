"""Typing what papers say: quickly, by the keyboard alone, and without seeing what anybody else typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from city.models import Round, User
from city.rules.phases import Verb
from city.rules.refusal import Refused
from voting.actions.paper.entering import enter_paper, find_paper
from voting.actions.paper.rereading import reread as reread_paper
from voting.forms.paper import ReadingForm
from voting.models import Paper, Rereading
from voting.queries.contests import contest
from voting.queries.paper_sample import audit
from voting.queries.stations import waiting_for
from voting.rules.contest import Contest
from voting.rules.paper.serials import grouped
from voting.views.access import in_round
from voting.views.paper.access import for_office
from voting.views.paper.desk import PAGE, form_page, refused_page, typed


@PAGE
@never_cache
@in_round
@for_office(Verb.TYPE_PAPER)
def type_paper(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """One paper after another, for the first, the second or a third time."""
    waiting = waiting_for(user, round)
    more = {"waiting": waiting, "disputed": [(grouped(paper.serial), paper) for paper in waiting.disputed]}
    return _reading(request, round, user, enter_paper, "type", more)


@PAGE
@never_cache
@in_round
@for_office(Verb.REREAD)
def reread(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """The papers of the sample, once more."""
    found = audit(round)
    left = _left(found.sample.papers) if found else []
    more = {"audit": found, "left": [(place, grouped(paper.serial), paper) for place, paper in left]}
    return _reading(request, round, user, reread_paper, "reread", more)


def _reading(
    request: HttpRequest,
    round: Round,
    user: User,
    act: Callable[..., object],
    page: str,
    more: dict[str, Any],
) -> HttpResponse:
    """A serial, then what the paper says. A serial alone is answered with what stands on that paper."""
    form = ReadingForm(typed(request))
    if not form.is_valid():
        return form_page(request, round, form, page, **more)
    serial, line = form.cleaned_data["serial"], form.cleaned_data["line"]
    try:
        paper = find_paper(round, serial)
        more["paper"], more["ideas"] = paper, _ideas(paper)
        if not line:
            return _asked(request, round, serial, page, more)
        act(actor=user, now=timezone.now(), round=round, serial=serial, line=line)
    except Refused as refused:
        if "paper" in more:
            form.go_to_line()
        return refused_page(request, round, form, page, refused, **more)
    messages.success(request, _("Typed: %(serial)s.") % {"serial": grouped(paper.serial)})
    return redirect(request.path)


def _asked(request: HttpRequest, round: Round, serial: str, page: str, more: dict[str, Any]) -> HttpResponse:
    """The same page, which now waits for the numbers."""
    form = ReadingForm(initial={"serial": serial})
    form.go_to_line()
    return form_page(request, round, form, page, **more)


def _ideas(paper: Paper) -> list[tuple[int, str]]:
    """What stands on the paper, numbered as there."""
    area: Contest | None = contest(paper.round, paper.district.code)
    projects = area.projects.values() if area else ()
    return [(number, project.title) for number, project in enumerate(projects, start=1)]


def _left(drawn: dict[int, int]) -> list[tuple[int, Paper]]:
    """The papers of the sample that wait, by their place."""
    done = Rereading.objects.filter(paper__in=drawn).values("paper")
    papers = Paper.objects.filter(pk__in=drawn).exclude(pk__in=done).select_related("station", "district")
    return sorted(((drawn[paper.pk], paper) for paper in papers), key=lambda pair: pair[0])
