"""Of the log what programs read as plain text: its newest checkpoint, and the watcher to be downloaded."""

from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from city.models import Round
from voting.queries.public_log import public_log
from voting.views.access import in_round

PBWATCH = Path(__file__).resolve().parent.parent / "pbwatch.py"
TEXT = "text/plain; charset=utf-8"
SOON, LATER = 5, 3_600


@require_safe
@in_round
def show_checkpoint(request: HttpRequest, round: Round) -> HttpResponse:
    """The newest published state of the log, as a signed note (C2SP tlog-checkpoint)."""
    log = public_log(round)
    if log is None:
        raise Http404
    etag = quote_etag(log.newest.root)
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={SOON}"}
    answer = HttpResponse(log.newest.note, content_type=TEXT, headers=headers)
    return get_conditional_response(request, etag=etag, response=answer) or answer


@require_safe
@in_round
def download_pbwatch(request: HttpRequest, round: Round) -> HttpResponse:  # noqa: ARG001 - as all views of a round
    """The script with which anybody keeps watch."""
    headers = {
        "Content-Disposition": 'attachment; filename="pbwatch.py"',
        "Cache-Control": f"public, max-age={LATER}",
    }
    return HttpResponse(_pbwatch(), content_type="text/x-python; charset=utf-8", headers=headers)


@cache
def _pbwatch() -> bytes:
    return PBWATCH.read_bytes()
