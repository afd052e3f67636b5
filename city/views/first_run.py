"""The page behind the link for the first officers: sign in, set up a second factor, take the office."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from city.actions.first_run import take_first_office
from city.models import User
from city.queries.first_run import officers, open_link
from city.queries.permissions import roles_of
from city.queries.second_factor import has_second_factor
from city.rules.refusal import Refused
from city.rules.roles import Role

WAY_BACK = "first_run"  # where the pages of the second factor lead on to


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def first_run(request: HttpRequest, token: str) -> HttpResponse:
    if open_link(token, timezone.now()) is None:
        raise Http404
    if request.method == "POST" and isinstance(request.user, User):
        return _take(request, request.user, token)
    user = request.user if isinstance(request.user, User) else None
    has_factor = bool(user and has_second_factor(user))
    if user and not has_factor:
        request.session[WAY_BACK] = token
    context = {"has_factor": has_factor, "is_officer": Role.ELECTION_OFFICER in roles_of(user), "officers": officers()}
    return render(request, "city/first_run.html", context)


def _take(request: HttpRequest, user: User, token: str) -> HttpResponse:
    try:
        take_first_office(actor=user, now=timezone.now(), token=token)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
        return redirect("city:first_run", token)
    request.session.pop(WAY_BACK, None)
    messages.success(request, _("You are an election officer of this city."))
    return redirect("frontend:desk")
