"""What everybody sees of the votes on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from city.models import Round
from voting.queries.paper_sample import audit
from voting.queries.stations import boxes
from voting.views.access import in_round


@require_safe
@in_round
def show(request: HttpRequest, round: Round) -> HttpResponse:
    """Stations, papers and people who were given one, why they differ, and what reading again found."""
    context = {
        "round": round,
        "boxes": boxes(round),
        "audit": audit(round),
        "is_closed": round.is_closed(timezone.now()),
    }
    return render(request, "voting/paper/public.html", context)
