"""The desk of a round that takes paper: its stations and boxes, new ones, papers to print, people who come."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.forms.lawful import LawfulForm
from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.actions.paper.checking import check_off
from voting.actions.paper.stations import make_papers, set_up_station
from voting.forms.paper import CheckOffForm, PapersForm, StationForm
from voting.models import Paper, Station
from voting.queries.ballot_papers import LARGE, ORDINARY, ballot_papers
from voting.queries.paper_sample import audit
from voting.queries.stations import boxes, waiting_for
from voting.views.access import in_round
from voting.views.paper.access import PAPER_VERBS, for_office

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
@in_round
@for_office(*PAPER_VERBS, Verb.READ_DESK)
def show(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """The stations and boxes, and what this person can do with them now."""
    now = timezone.now()
    context = {
        "round": round,
        "stations": Station.objects.filter(round=round),
        "boxes": boxes(round),
        "waiting": waiting_for(user, round),
        "audit": audit(round),
        "is_closed": round.is_closed(now),
        "may": {verb.value: may(user, verb, round) and round.permits(verb, now) for verb in PAPER_VERBS},
    }
    return render(request, "voting/paper/desk.html", context)


@PAGE
@never_cache
@in_round
@for_office(Verb.SET_UP_STATION)
def set_up(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """A new station."""
    form = StationForm(typed(request))
    if form.is_valid():
        try:
            set_up_station(actor=user, now=timezone.now(), round=round, **form.arguments())
        except Refused as refused:
            return refused_page(request, round, form, "station", refused)
        messages.success(request, _("The station is set up. Print its papers next."))
        return redirect("voting:print_papers", round.slug)
    return form_page(request, round, form, "station")


@PAGE
@never_cache
@in_round
@for_office(Verb.SET_UP_STATION)
def print_papers(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """New papers, as a file to print."""
    form = PapersForm(typed(request), round=round)
    if form.is_valid():
        station = form.cleaned_data["station"]
        try:
            made = make_papers(actor=user, now=timezone.now(), station=station, amounts=form.amounts())
        except Refused as refused:
            return refused_page(request, round, form, "print", refused)
        return _file(round, station, made, is_large=form.cleaned_data["is_large"])
    return form_page(request, round, form, "print")


@PAGE
@never_cache
@in_round
@for_office(Verb.CHECK_OFF)
def check(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """Somebody stands at a station and is given a paper."""
    form = CheckOffForm(typed(request), round=round, initial=request.GET.dict())
    if form.is_valid():
        given = form.arguments()
        try:
            check_off(actor=user, now=timezone.now(), **given)
        except Refused as refused:
            return refused_page(request, round, form, "check", refused)
        words = _("Noted. Give out one paper of %(district)s, any one from the pile.")
        messages.success(request, words % {"district": given["district"].name})
        here = urlencode({"station": given["station"].code, "district": given["district"].code})
        return redirect(f"{reverse('voting:check_off', args=[round.slug])}?{here}")
    return form_page(request, round, form, "check")


def typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest, round: Round, form: LawfulForm, act: str, kind: Kind | None = None, **more: Any
) -> HttpResponse:
    """The page of an act, with the form as it was typed."""
    status = kind or (Kind.INVALID if form.errors else HTTPStatus.OK)
    return render(request, f"voting/paper/{act}.html", {"round": round, "form": form, **more}, status=status)


def refused_page(
    request: HttpRequest, round: Round, form: LawfulForm, act: str, refused: Refused, **more: Any
) -> HttpResponse:
    """The same, with why the act is refused."""
    form.refuse(refused)
    return form_page(request, round, form, act, refused.kind, **more)


def _file(round: Round, station: Station, papers: list[Paper], *, is_large: bool) -> HttpResponse:
    content = ballot_papers(round, papers, LARGE if is_large else ORDINARY)
    name = f"papers-{round.slug}-{station.code}-{len(papers)}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
