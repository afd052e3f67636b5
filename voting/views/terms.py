"""The terms of a vote: to be set until the round is frozen, else only to be read in its manifest."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.actions.terms import set_terms
from voting.forms.terms import TermsForm
from voting.views.access import for_officers, in_round


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_officers
def terms(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """Set the terms; what is wrong comes back by its field with all that was typed."""
    if request.method == "POST" and not may(user, Verb.SET_TERMS, round):
        raise PermissionDenied
    if request.method != "POST" or round.frozen_at:
        status = Kind.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return _page(request, round, user, TermsForm(round=round), status)
    form = TermsForm(request.POST, round=round)
    if not form.is_valid():
        return _page(request, round, user, form, Kind.INVALID)
    try:
        set_terms(actor=user, now=timezone.now(), round=round, draft=form.draft())
    except Refused as refused:
        form.refuse(refused)
        return _page(request, round, user, form, refused.kind)
    messages.success(request, _("The terms are set. They can be changed until the round is frozen."))
    return redirect("voting:desk_round", round.slug)


def _page(request: HttpRequest, round: Round, user: User, form: TermsForm, status: int) -> HttpResponse:
    context = {"round": round, "form": form, "may_set": not round.frozen_at and may(user, Verb.SET_TERMS, round)}
    return render(request, "voting/desk_terms.html", context, status=status)
