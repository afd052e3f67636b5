"""What people see when the database does not answer in time: an honest 503, and nothing they did is lost."""

import logging
import sys
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from city.api import problem

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5
API = "/api/"


class BusyMiddleware:
    """Answers 503 with Retry-After where a page fails because the database is busy or away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _busy(request, exception) if isinstance(exception, OperationalError) else None


def show_fault(request: HttpRequest) -> HttpResponse:
    """What is answered where something broke before a page could begin: the database, or a fault of ours."""
    exception = sys.exc_info()[1]
    return _busy(request, exception) if isinstance(exception, OperationalError) else server_error(request)


def _busy(request: HttpRequest, exception: OperationalError) -> HttpResponse:
    logger.warning("the database did not answer in time: %s", exception)
    if request.path.startswith(API):
        answer = problem(503, _("Too much is going on at once. Send the same again in a moment: nothing counts twice."))
    else:
        # Without the request: its context would ask the same database who is signed in.
        answer = render(None, "503.html", status=503)
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer
