"""The pages for what is not there, not allowed or broken.

Behind ASGI Django draws them in a thread apart from the request's (django.core.handlers.exception). At a request's end
only its own thread gives its database connection back, so these do it themselves: else each such thread would keep one
for ever, and keep failing once that one is lost.
"""

from collections.abc import Callable
from functools import wraps

from django.db import connections
from django.http import HttpResponse
from django.views import defaults

from config.busy import show_fault


def apart(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with the connection of its thread given back once it is drawn."""

    @wraps(view)
    def shown(*args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        finally:
            for connection in connections.all(initialized_only=True):
                if not connection.in_atomic_block:
                    connection.close_if_unusable_or_obsolete()

    return shown


show_forbidden = apart(defaults.permission_denied)
show_missing = apart(defaults.page_not_found)
show_broken = apart(show_fault)
