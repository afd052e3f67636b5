"""An account as a whole: all that is tied to it, to take along, and its erasure."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.actions.erasure import erase
from city.models import User
from city.queries.belongings import PARTS, belongings
from city.rules.refusal import Refused
from city.views.proof import reauthenticated


@require_safe
@never_cache
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Everything that is tied to the account, to read."""
    assert isinstance(request.user, User)
    parts = [
        (part.title, [[(part.labels[name], _shown(value)) for name, value in row.items()] for row in rows])
        for part in PARTS
        for rows in [part.rows(request.user)]
    ]
    return render(request, "city/export.html", {"parts": parts, "no_ballots": _no_ballots()})


@require_safe
@never_cache
@login_required
def export_file(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    assert isinstance(request.user, User)
    content: dict[str, Any] = {"ballots": _no_ballots(), "made_at": timezone.now(), **belongings(request.user)}
    answer = JsonResponse(content, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@reauthenticated
def erase_account(request: HttpRequest) -> HttpResponse:
    """Ask once more, then erase; who holds an office is told to end it first."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        return render(request, "city/erase.html", {"holds_office": request.user.grants.exists()})
    try:
        erase(actor=request.user, now=timezone.now())
    except Refused as refused:
        context = {"holds_office": True, "reasons": refused.reasons}
        return render(request, "city/erase.html", context, status=refused.kind)
    logout(request)
    messages.success(request, _("Your account is erased. Thank you for having taken part."))
    return redirect("frontend:home")


def _shown(value: Any) -> Any:
    """A moment or a day as people write it; anything else as it is."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    return date_format(value, "j F Y") if isinstance(value, date) else value


def _no_ballots() -> str:
    return _(
        "Your ballots are not in here, and cannot be: a ballot is kept without a name, an address or a time, and once"
        " the round's key is destroyed nobody can find out whose it was. Your receipt is the only proof of it."
    )
