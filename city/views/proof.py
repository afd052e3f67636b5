"""Who is asking, and how sure we are of it. Every room may ask this; the pages of each ask further questions."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from city.models import User
from city.queries.second_factor import factors_of, has_second_factor
from city.rules.sessions import is_fresh
from city.views.typed import keep

P = ParamSpec("P")
BEGAN_AT, SEEN_AT = "began_at", "seen_at"


def reauthenticated(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For what cannot be taken back: who is signed in shows again that it is them, unless they did within ten minutes.

    Put it innermost, so that only who may do it is asked. A guest is left to the view. What was typed is not lost.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or is_fresh(confirmed_at(request, user), timezone.now()):
            return view(request, *args, **kwargs)
        return ask_again(user, keep(request, user) if request.method == "POST" else request.get_full_path())

    return answer


def confirmed_at(request: HttpRequest, user: User) -> datetime | None:
    """When the person last showed that it is them: with the second factor or, where they have none, by signing in."""
    used_at = second_factor_used_at(request, user)
    if used_at is None and not has_second_factor(user):
        return moment(request, BEGAN_AT)
    return used_at


def second_factor_used_at(request: HttpRequest, user: User) -> datetime | None:
    """When the second factor was last used in this session; None where it was not."""
    used = [record["at"] for record in get_authentication_records(request, user) if record["method"] == "mfa"]
    return datetime.fromtimestamp(max(used), UTC) if used else None


def moment(request: HttpRequest, key: str) -> datetime | None:
    """A moment that is kept in the session."""
    at = request.session.get(key)
    return datetime.fromtimestamp(at, UTC) if at else None


def ask_again(user: User, back: str) -> HttpResponse:
    """To the page where the person shows that it is them, and from there to `back`."""
    held = factors_of(user)
    page = "mfa_reauthenticate" if Authenticator.Type.TOTP in held else "mfa_reauthenticate_webauthn"
    return redirect(f"{reverse(page if held else 'city:confirm')}?{urlencode({'next': back})}")
