"""The results: who won, what did not fit and why, whether it was fair, and what another rule would have said."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from city.models import District, Round
from city.rules.phases import PhaseKind
from city.views.shared import kept_for_residents, shared
from voting.models import Outcome, Protocol, Tally
from voting.queries.changes import changes
from voting.queries.channels import ways
from voting.queries.complaints import tallied
from voting.queries.contests import contest
from voting.queries.decisions import fallthroughs
from voting.queries.results import official, outcomes
from voting.queries.versions import versions
from voting.views.access import in_round
from voting.views.aftermath import aftermath
from voting.views.boards import COUNTED_IN_VOTES
from voting.views.cards import cards
from voting.views.places import pick, places
from voting.views.reports import report
from voting.views.shares import shares
from voting.views.stages import courses
from voting.views.studies import others


@require_safe
@shared()
@in_round
def results(request: HttpRequest, round: Round) -> HttpResponse:
    """One district's outcome by the rule of the round; before there is one, when there will be."""
    counted = list(official(round).defer("steps", "losers", "ties", "metrics", "course", "margins", "others"))
    if not counted:
        return _uncounted(request, round)
    here = pick([outcome.district for outcome in counted], request.GET.get("district", ""))
    complaints = tallied(round, timezone.now())
    mark = (request.get_full_path(), round.certified_at, tuple(outcome.pk for outcome in counted), complaints)

    def body() -> str:
        context = _body(round, counted, here, request.GET) | {"complaints": complaints}
        return get_template("voting/results/body.html").render(context)

    return render(request, "voting/results.html", {"here": here, "body": kept_for_residents(request, mark, body)})


def _body(round: Round, counted: Sequence[Outcome], here: District, asked: QueryDict) -> dict[str, Any]:
    """All of the page that is the same for everybody."""
    funded = {outcome.district.code: len(outcome.awards.all()) for outcome in counted}
    districts = [outcome.district for outcome in counted]
    outcome, *compared = outcomes(round).filter(district=here)
    outcome.round = round  # not asked for once more
    area, tally = contest(round, here.code), Tally.objects.filter(round=round, district=here).first()
    listed, totals = cards(round, area) if area else [], tally.counts if tally else {}
    is_in_votes = area is not None and area.kind in COUNTED_IN_VOTES
    shown = report(outcome, listed, totals, is_in_votes=is_in_votes)
    next_steps = [] if round.is_imported else aftermath(round, outcome, timezone.now())
    return {
        "round": round,
        "here": here,
        "places": places(districts, here, funded),
        "counted": counted,
        "report": shown,
        "versions": versions(round, here),
        "fallthroughs": fallthroughs(round, here),
        "protocol": Protocol.objects.filter(round=round).defer("file").first(),
        "is_in_votes": is_in_votes,
        "changes": changes(round, here.code),
        "next_steps": next_steps,
        "is_settled": not any(step.is_next for step in next_steps),
        "why": shown.explain(asked.get("why", "")),
        "course": courses([outcome, *compared], shown.cards, asked),
        "shares": shares(outcome, shown.cards),
        "ways": ways(round, districts, {row.district.code: row.ballots for row in counted}),
        "others": others(outcome, shown.cards, [winner.card.code for winner in shown.winners]),
    }


@require_safe
@in_round
def protocol(_request: HttpRequest, round: Round) -> HttpResponse:
    """The protocol of a certified result, as it was made for the officers to sign."""
    found = get_object_or_404(Protocol, round=round)
    named = f'attachment; filename="{round.slug}-protocol.pdf"'
    headers = {"Content-Disposition": named, "ETag": quote_etag(found.digest)}
    return HttpResponse(bytes(found.file), content_type="application/pdf", headers=headers)


def _uncounted(request: HttpRequest, round: Round) -> HttpResponse:
    context = {
        "round": round,
        "voting": round.stretch(PhaseKind.VOTING),
        "is_closed": round.is_closed(timezone.now()),
    }
    return render(request, "voting/uncounted.html", context)
