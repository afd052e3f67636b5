"""What somebody typed stays, in their session, while they show again that it is them.

Only what an official or an author sent is kept so: a ballot is never laid beside a person (docs/ballots.md).
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from city.models import User

TYPED = "typed"


def keep(request: HttpRequest, user: User) -> str:
    """Keep the form that was sent, for this person alone; gives the address of the page that offers to send it."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT]
    request.session[TYPED] = {"user": user.pk, "path": request.get_full_path(), "fields": fields}
    return reverse("city:go_on")


def kept(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """The form that was kept: its `path` and `fields`; None where there is none of this person's."""
    form = request.session.get(TYPED)
    return form if form and form["user"] == user.pk else None


def drop(request: HttpRequest) -> None:
    request.session.pop(TYPED, None)


NOT_KEPT = {"csrfmiddlewaretoken"}
