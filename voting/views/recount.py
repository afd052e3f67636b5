"""Check us yourself: what to download, what to run, what to expect; and the files themselves."""

from datetime import timedelta

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from city.models import Round
from city.queries.rounds import rounds
from city.rules.phases import PhaseKind
from voting.queries.bundles import VERIFIER, newest_path, shown_districts, verifier_hash
from voting.views.access import in_round


@require_safe
@in_round
def recount(request: HttpRequest, round: Round) -> HttpResponse:
    """The page that a journalist can follow word by word."""
    path = newest_path(round)
    voting = round.stretch(PhaseKind.VOTING)
    context = {
        "round": round,
        "voting": voting,
        "due_at": voting.closes_at + timedelta(minutes=(round.manifest or {}).get("mmd", 0)) if voting else None,
        "is_closed": round.is_closed(timezone.now()),
        "bundle_bytes": path.stat().st_size if path.exists() else 0,
        "verifier_hash": verifier_hash(),
        "shown": shown_districts(round),
    }
    return render(request, "voting/log/check.html", context)


@require_safe
def bundle(_request: HttpRequest, slug: str) -> FileResponse:
    """The newest bundle as a file."""
    round = get_object_or_404(rounds(), slug=slug)
    path = newest_path(round)
    if not path.exists():
        raise Http404
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=f"{round.slug}.zip")
    answer["Cache-Control"] = "public, max-age=60"
    return answer


@require_safe
@in_round
def verifier(_request: HttpRequest, _round: Round) -> HttpResponse:
    """The program that checks bundles, to be read before it is run."""
    return HttpResponse(VERIFIER.read_bytes(), content_type="text/plain; charset=utf-8")
