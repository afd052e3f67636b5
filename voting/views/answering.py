"""Complaints on the desk: what waits, what one is about, and the answer or the case that comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.actions.kinds import kinds
from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Reason, Refused
from city.views.asking import ask_for
from city.views.proof import reauthenticated
from voting.actions import complaining
from voting.forms.asking import FORMS
from voting.forms.complaints import AnswerForm
from voting.models import Cast, Complaint, VoidedCast
from voting.queries.changes import find_cast
from voting.queries.complaints import Status, complaints_of, standing_version, status_of, told, words_of
from voting.rules.slots import short_code
from voting.views.access import for_officers, in_round
from voting.views.asking import DECKS

# What may be asked for from a complaint, while the vote is open or after it.
FROM_A_COMPLAINT = (Verb.VOID, Verb.EXTEND, Verb.AMEND)


@dataclass(frozen=True)
class About:
    """The ballot that a complaint is about: the version its code is of, and the one that counts in its place."""

    cast: Cast
    standing: Cast
    is_voided: bool

    @property
    def code(self) -> str:
        return short_code(self.cast.h)

    @property
    def standing_code(self) -> str:
        return short_code(self.standing.h)

    @property
    def is_replaced(self) -> bool:
        return self.cast.h != self.standing.h


@require_safe
@in_round
@for_officers
def show(request: HttpRequest, round: Round, user: User) -> HttpResponse:  # noqa: ARG001 - every page of the desk is told who asks
    """Every complaint about the round, those that wait first."""
    found = told(complaints_of(round), timezone.now())
    context = {"round": round, "complaints": sorted(found, key=lambda one: not one.is_open)}
    return render(request, "voting/complaints/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_officers
@reauthenticated
def complaint(request: HttpRequest, round: Round, user: User, number: int) -> HttpResponse:
    """One complaint, and its answer."""
    found = get_object_or_404(complaints_of(round), number=number)
    form = AnswerForm(request.POST or None)
    reasons: Sequence[Reason] = ()
    if request.method == "POST" and form.is_valid():
        try:
            complaining.answer(actor=user, now=timezone.now(), complaint=found, **form.arguments())
        except Refused as refused:
            form.refuse(refused)
            reasons = refused.reasons
        else:
            messages.success(request, _("The answer is public now."))
            return redirect("voting:desk_complaints", round.slug)
    return _page(request, round, user, found, form, reasons)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_officers
@reauthenticated
def ask(request: HttpRequest, round: Round, user: User, number: int, kind: str) -> HttpResponse:
    """Open a case from a complaint."""
    found = get_object_or_404(complaints_of(round), number=number)
    verb = next((verb for verb in FROM_A_COMPLAINT if verb.value == kind), None)
    if verb is None:
        raise Http404
    if not may(user, verb, round):
        raise PermissionDenied
    about = _about(found)
    initial = {"initial": {"code": about.standing_code}} if about and verb is Verb.VOID else {}
    form = FORMS[verb](request.POST or None, round=round, **initial)
    crumbs = [
        (reverse("voting:desk_complaints", args=[round.slug]), _("Complaints")),
        (reverse("voting:desk_complaint", args=[round.slug, number]), _("Complaint %(n)d") % {"n": number}),
    ]
    open_it = partial(complaining.refer, complaint=found)
    return ask_for(request, user, verb, form, crumbs, str(DECKS[verb]), open_it=open_it)


def _page(
    request: HttpRequest, round: Round, user: User, found: Complaint, form: AnswerForm, reasons: Sequence[Reason]
) -> HttpResponse:
    now = timezone.now()
    may_answer = may(user, Verb.ANSWER, round)
    status = status_of(found, now)
    is_answered_here = may_answer and status in {Status.WAITING, Status.DECIDED}
    verbs = [verb for verb in FROM_A_COMPLAINT if round.permits(verb, now) and not round.certified_at]
    context = {
        "round": round,
        "one": told([found], now)[0],
        # What somebody wrote is for who answers it; an auditor reads what is public, and the record.
        "words": words_of(found) if may_answer else None,
        "about": _about(found) if may_answer else None,
        "may_answer": is_answered_here,
        "kinds": [kinds()[verb] for verb in verbs] if may_answer and status is Status.WAITING else [],
        "form": form,
        "reasons": () if is_answered_here else reasons,
    }
    return render(request, "voting/complaints/desk_complaint.html", context, status=422 if form.errors else 200)


def _about(complaint: Complaint) -> About | None:
    words = words_of(complaint)
    cast = find_cast(complaint.round, words.code) if words and words.code else None
    if cast is None:
        return None
    standing = standing_version(complaint.round, cast.h)
    assert standing is not None
    return About(cast, standing, VoidedCast.objects.filter(h=standing.h).exists())
