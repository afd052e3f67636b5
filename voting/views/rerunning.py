"""Holding a round once more: the form at the desk, and then the new round."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Refused
from city.views.proof import reauthenticated
from voting.actions import rerunning
from voting.forms.rerunning import RerunForm
from voting.views.access import for_officers, in_round


@require_http_methods(["GET", "HEAD", "POST"])
@in_round
@for_officers
@reauthenticated
def rerun(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    if not may(user, Verb.RERUN, round):
        raise PermissionDenied
    now = timezone.now()
    initial = {"title": round.title, "proposals": []}
    form = RerunForm(request.POST or None, round=round, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = rerunning.rerun(actor=user, now=now, round=round, **form.arguments())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The new round is there. Look at its dates, its rule and its purses."))
            return redirect(made)
    return render(request, "voting/rerun.html", {"round": round, "form": form}, status=422 if form.errors else 200)
