"""Voting with a helper: the helper hands the device over, the person votes alone, and the device forgets them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from city.models import Round, User
from city.rules.phases import Verb
from city.rules.refusal import Refused
from voting.actions.paper.assisting import hand_over
from voting.forms.roll import PersonForm
from voting.views.access import in_round
from voting.views.paper.access import for_office
from voting.views.paper.desk import PAGE, form_page, refused_page, typed
from voting.views.paper.handover import assisted, begin, end, forgetful


@PAGE
@never_cache
@in_round
@for_office(Verb.ASSIST)
def assist(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """The helper says who sits here, and hands the device over: with that they are signed out of it."""
    form = PersonForm(typed(request))
    if form.is_valid():
        now = timezone.now()
        try:
            voter = hand_over(actor=user, now=now, round=round, person=form.person())
        except Refused as refused:
            return refused_page(request, round, form, "assist", refused)
        begin(request, voter, now)
        return forgetful(redirect("voting:assisted", round.slug))
    return form_page(request, round, form, "assist")


@require_safe
@never_cache
@in_round
def show(request: HttpRequest, round: Round) -> HttpResponse:
    """The first page the person sees; elsewhere, and once it is over, that there is nothing here."""
    is_theirs = assisted(request, round) is not None
    return render(request, "voting/paper/assisted.html", {"round": round, "is_theirs": is_theirs})


@require_POST
@never_cache
@in_round
def finish(request: HttpRequest, round: Round) -> HttpResponse:
    """The person is done, or does not want to go on: the device forgets them."""
    response = redirect("voting:assisted", round.slug)
    if assisted(request, round) is None:
        return response
    end(request, response)
    messages.success(request, _("This device has forgotten you. Give it back."))
    return response
