"""What is asked about everybody who is signed in, before any page: whether the sign-in is over, and the desk open."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from city.actions.sessions import note_sign_in
from city.models import User
from city.queries.permissions import is_official
from city.queries.second_factor import has_second_factor
from city.rules.sessions import OFFICIAL, RESIDENT, Limits, is_over, is_to_note, noted
from city.views.proof import BEGAN_AT, SEEN_AT, ask_again, moment, second_factor_used_at
from city.views.typed import keep

DESK = "/desk/"
SAFE = ("GET", "HEAD")
# Files that everybody gets alike, and questions of machines: they are cached, and never the first sign of a person.
FOR_ANYBODY = re.compile(r"/(pictures/|brand|healthz|readyz|metrics|api/v1/rounds/[^/]+/tally$)")


class SignedInMiddleware:
    """Ends a sign-in that is over, notes that the person is there, and opens the desk to a second factor alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or FOR_ANYBODY.match(request.path):
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        now = timezone.now()
        if _is_free(request, now):
            return None
        holds_office = is_official(user)
        limits = OFFICIAL if holds_office else RESIDENT
        if _has_ended(request, limits, now):
            return _end(request, user, limits)
        if request.method in SAFE:  # casting a ballot leaves no trace of when somebody was here
            _note(request, user, limits, now)
        return _guard_desk(request, user) if holds_office and request.path.startswith(DESK) else None


def _is_free(request: HttpRequest, now: datetime) -> bool:
    """Whether it does not matter who the person is: something sent soon after a sign-in, and not to the desk."""
    return not (request.method in SAFE or request.path.startswith(DESK) or _has_ended(request, OFFICIAL, now))


def _has_ended(request: HttpRequest, limits: Limits, now: datetime) -> bool:
    began_at, seen_at = moment(request, BEGAN_AT), moment(request, SEEN_AT)
    return bool(began_at and seen_at and is_over(limits, began_at=began_at, seen_at=seen_at, now=now))


def _end(request: HttpRequest, user: User, limits: Limits) -> HttpResponse | None:
    """Sign out. Public pages go on as for a guest; at the desk what was typed waits for the same person."""
    logout(request)
    if limits is OFFICIAL:
        messages.info(request, _("You were signed out: an official's sign-in ends after 30 minutes without a click."))
    else:
        messages.info(request, _("You were signed out, because you had not been here for a while."))
    if request.method != "POST" or not request.path.startswith(DESK):
        return None
    return redirect(f"{reverse('account_login')}?{urlencode({'next': keep(request, user)})}")


def _note(request: HttpRequest, user: User, limits: Limits, now: datetime) -> None:
    began_at = moment(request, BEGAN_AT)
    seen_at = moment(request, SEEN_AT)
    if began_at and seen_at and not is_to_note(limits, seen_at=seen_at, now=now):
        return
    began_at = began_at or now
    seen_at = noted(limits, began_at=began_at, now=now)
    request.session[BEGAN_AT], request.session[SEEN_AT] = began_at.timestamp(), seen_at.timestamp()
    key, device = request.session.session_key, request.headers.get("User-Agent", "")
    assert key is not None
    note_sign_in(actor=user, now=seen_at, session_key=key, began_at=began_at, user_agent=device)


def _guard_desk(request: HttpRequest, user: User) -> HttpResponse | None:
    """An official has a second factor, and has used it in this session; else nothing of the desk is there."""
    if second_factor_used_at(request, user):
        return None
    if not has_second_factor(user):
        return redirect("mfa_index")
    back = keep(request, user) if request.method == "POST" else request.get_full_path()
    return ask_again(user, back)
