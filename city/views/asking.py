"""Asking for an act that takes two people: every room shows the same page."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from city.actions.cases import open_case
from city.actions.kinds import kinds
from city.forms.cases import AskForm
from city.models import Case, User
from city.rules.phases import Verb
from city.rules.refusal import Refused

Crumbs = Sequence[tuple[str, str]]


def ask_for(
    request: HttpRequest,
    user: User,
    verb: Verb,
    form: AskForm,
    crumbs: Crumbs,
    deck: str = "",
    effect: str | Promise = "",
    open_it: Callable[..., Case] = open_case,
) -> HttpResponse:
    """The page with the form, or the case opened; what is wrong comes back with all that was typed.

    `crumbs` are (address, words) of the pages above, `deck` says what the act does, `effect` what it does to
    ballots already cast; `open_it` is `open_case`, or an act of which opening the case is a part.
    """
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                open_it(actor=user, now=timezone.now(), verb=verb, **form.asked())
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Asked for. Somebody else with your office has to approve it now."))
                return redirect("city:desk_cases")
        status = 422
    context = {"kind": kinds()[verb], "form": form, "crumbs": crumbs, "deck": deck, "effect": effect}
    return render(request, "city/ask.html", context, status=status)
