"""What people see when the database does not answer in time: an honest 503, and nothing they did is lost."""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5


class BusyMiddleware:
    """Answers 503 with Retry-After where a page fails because the database is busy or away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError):
            return None
        logger.warning("the database did not answer in time: %s", exception)
        # Without the request: its context would ask the same database who is signed in.
        answer = render(None, "503.html", status=503)
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
