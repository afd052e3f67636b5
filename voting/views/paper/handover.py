"""A device that a helper handed over: its session knows one entry of one roll, and nobody is signed in to it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from city.models import Round, User
from voting.queries.voters import Assisted

KEY = "assisted"
LASTS = timedelta(minutes=30)


def begin(request: HttpRequest, voter: Assisted, now: datetime) -> None:
    """End the helper's sign-in on this device; what is left is the person's, for half an hour."""
    logout(request)
    until = now + LASTS
    request.session[KEY] = {"entry": voter.entry.hex, "round": voter.round, "until": until.timestamp()}
    request.session.set_expiry(until)


def assisted(request: HttpRequest, round: Round) -> Assisted | None:
    """The person who has the device, where it was handed over for this round; the request then says so to templates."""
    kept = request.session.get(KEY)
    if isinstance(request.user, User) or not kept or kept["round"] != round.pk:
        return None
    if timezone.now().timestamp() > kept["until"]:
        request.session.flush()
        return None
    request.handed_over = round  # type: ignore[attr-defined]
    return Assisted(UUID(kept["entry"]), kept["round"])


def end(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Forget the person, on the server and in the browser."""
    request.session.flush()
    return forgetful(response)


def forgetful(response: HttpResponse) -> HttpResponse:
    """An answer with which the browser drops what it kept for whoever had the device: drafts of ballots, and stars."""
    response["Clear-Site-Data"] = '"storage"'
    return response
