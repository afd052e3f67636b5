"""The live count. The server draws all of it; scripts only keep it moving."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from city.models import Round
from city.queries.rounds import districts_of
from city.rules.phases import PhaseKind
from city.views.shared import shared
from voting.actions.paper.superseding import DESK
from voting.queries.changes import changes
from voting.queries.channels import ways
from voting.queries.contests import contests
from voting.queries.results import rule_words
from voting.queries.tallies import Standing, moved, standing
from voting.rules.contest import Contest
from voting.views.access import in_round
from voting.views.boards import Participation, board, participation
from voting.views.places import EVERYWHERE, pick, places

BY_VOTES = "votes"


@require_safe
@shared(lambda _request, slug: moved(slug))
@in_round
def live(request: HttpRequest, round: Round) -> HttpResponse:
    """Turnout, and where the round's visibility allows it the counts: of one district, or turnout of all at once."""
    now = timezone.now()
    voting = round.stretch(PhaseKind.VOTING)
    if round.manifest is None or voting is None or now < voting.opens_at:
        return render(request, "voting/not_yet.html", {"round": round, "voting": voting})
    numbers = standing(round, now)
    areas = {area.district: area for area in contests(round)}
    turnouts = participation(round, districts_of(round).filter(code__in=areas), numbers)
    districts = [row.district for row in turnouts.rows]
    voids = list(round.voided_casts.all())
    context = {
        "round": round,
        "voting": voting,
        "is_over": round.is_closed(now),
        "is_shown": numbers.tally is not None,
        "standing": numbers,
        "turnouts": turnouts,
        "rule": rule_words(round.rule),
        "voids": [void for void in voids if void.reason != DESK],
        "superseded": sum(void.reason == DESK for void in voids),
        "ways": ways(round, districts, numbers.ballots(is_closed=round.is_closed(now))),
        **_shown(request, round, areas, turnouts, numbers),
    }
    context["changes"] = changes(round, context["here"].code if "here" in context else "")
    return render(request, "voting/live.html", context)


def _shown(
    request: HttpRequest, round: Round, areas: dict[str, Contest], turnouts: Participation, numbers: Standing
) -> dict[str, Any]:
    """The whole city where that is asked for; else the district asked for, or the one where most have voted."""
    by_code = {turnout.district.code: turnout for turnout in turnouts.rows}
    districts = [turnout.district for turnout in turnouts.rows]
    cast = {code: turnout.cast for code, turnout in by_code.items()}
    whole = turnouts.cast if len(districts) > 1 else None
    asked = request.GET.get("district") or max(cast, key=lambda code: cast[code], default="")
    if asked == EVERYWHERE and whole is not None:
        return {"places": places(districts, None, cast, whole)}
    here = pick(districts, asked)
    is_sorted = request.GET.get("sort") == BY_VOTES
    return {
        "here": here,
        "places": places(districts, here, cast, whole),
        "board": board(round, areas[here.code], by_code[here.code], numbers, is_sorted=is_sorted),
    }
