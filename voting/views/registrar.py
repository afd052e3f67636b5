"""The registrar's desk: the rolls they keep, the city's list, and people who come with their papers."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.forms.lawful import LawfulForm
from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.actions import attesting, lists
from voting.forms.roll import AttestForm, ListForm, PersonForm
from voting.models import RollImport
from voting.queries.enrolled import ROLL_READERS, ROLL_VERBS, areas, listed_count, rounds_served
from voting.queries.list_words import place, sentence
from voting.rules.roll.report import Report
from voting.rules.roll.rows import OPTIONAL, REQUIRED
from voting.views.access import for_people, in_round
from voting.views.checks import CHECKS

P = ParamSpec("P")
LATEST = 10


def for_registrars(
    view: Callable[Concatenate[HttpRequest, Round, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Round, P], HttpResponse]:
    """Hand the view who keeps the roll and, to look at it, who reads the desk; anybody else is forbidden."""

    @for_people
    @wraps(view)
    def answer(request: HttpRequest, round: Round, user: User, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        wanted = ROLL_READERS if request.method in {"GET", "HEAD"} else ROLL_VERBS
        if not any(may(user, verb, round) for verb in wanted):
            raise PermissionDenied
        return view(request, round, user, *args, **kwargs)

    return answer


@require_safe
@never_cache
@login_required
def show_rolls(request: HttpRequest) -> HttpResponse:
    """The rounds whose roll this person keeps."""
    assert isinstance(request.user, User)
    rounds = list(rounds_served(request.user))
    if not rounds and not any(may(request.user, verb) for verb in ROLL_READERS):
        raise PermissionDenied
    now = timezone.now()
    context = {"rows": [(round, round.permits(Verb.ATTEST, now)) for round in rounds]}
    return render(request, "voting/roll/desk.html", context)


@require_safe
@never_cache
@in_round
@for_registrars
def show(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """One roll: how many stand on it, what can be done, and the lists that were handed in."""
    now = timezone.now()
    context = {
        "round": round,
        "checks": CHECKS.values(),
        "areas": [
            (area, [(check, area.by_method[code]) for code, check in CHECKS.items()])
            for area in areas(round, CHECKS, least=1)
        ],
        "listed": listed_count(round),
        "imports": round.imports.select_related("user")[:LATEST],
        "may": {verb.value: may(user, verb, round) and round.permits(verb, now) for verb in ROLL_VERBS},
    }
    return render(request, "voting/roll/desk_round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_registrars
def attest(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """Somebody stands at the desk, with papers."""
    form = AttestForm(_typed(request), round=round)
    if request.method == "POST" and form.is_valid():
        try:
            entry = attesting.attest(actor=user, now=timezone.now(), round=round, **form.arguments())
        except Refused as refused:
            form.refuse(refused)
            return _form_page(request, round, form, "attest", refused.kind)
        messages.success(request, _("On the roll of %(district)s.") % {"district": entry.district.name})
        return redirect("voting:attest", round.slug)
    return _form_page(request, round, form, "attest")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_registrars
def look_up(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """Whether exactly this person is on the roll. There is no list to leaf through."""
    form = PersonForm(_typed(request))
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = attesting.look_up(actor=user, now=timezone.now(), round=round, person=form.person())
        except Refused as refused:
            form.refuse(refused)
            return _form_page(request, round, form, "look_up", refused.kind)
    check = CHECKS.get(found.entry.method) if found and found.entry else None
    return _form_page(request, round, form, "look_up", found=found, check=check)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_registrars
def hand_in(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """Hand the city's list in."""
    form = ListForm(_typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = lists.hand_in(actor=user, now=timezone.now(), round=round, file=form.cleaned_data["file"])
        except Refused as refused:
            form.refuse(refused)
            return _form_page(request, round, form, "hand_in", refused.kind)
        return redirect("voting:imported", round.slug, made.pk)
    return _form_page(request, round, form, "hand_in", required=REQUIRED, optional=OPTIONAL)


@require_safe
@never_cache
@in_round
@for_registrars
def show_import(request: HttpRequest, round: Round, user: User, pk: int) -> HttpResponse:  # noqa: ARG001 - asked for by the decorator
    """What came of a list."""
    made = get_object_or_404(RollImport.objects.select_related("user"), round=round, pk=pk)
    report = Report.from_json(made.report) if made.finished_at else None
    faults = [(place(fault), sentence(fault)) for fault in report.faults] if report else []
    context = {"round": round, "made": made, "report": report, "faults": faults}
    return render(request, "voting/roll/imported.html", context)


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form_page(
    request: HttpRequest, round: Round, form: LawfulForm, act: str, kind: Kind | None = None, **more: Any
) -> HttpResponse:
    status = kind or (Kind.INVALID if form.errors else HTTPStatus.OK)
    context = {"round": round, "form": form, "act": act, **more}
    return render(request, f"voting/roll/{act}.html", context, status=status)
