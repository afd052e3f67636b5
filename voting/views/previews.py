"""The ballots as voters see them, for the desk: nothing can be cast from here."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from city.models import District, Round, User
from voting.queries.contests import contest_of, contests, purses
from voting.queries.manifests import ballots_of, fixed
from voting.queries.roll import Right
from voting.rules.contest import Contest
from voting.rules.eligibility import contests_for
from voting.views.access import for_officers, in_round
from voting.views.ballots import ballot_context
from voting.views.cards import cards


@dataclass(frozen=True)
class Voters:
    """Those who live in a district, and the ballots they are given."""

    home: District
    ballots: list[District]


@require_safe
@never_cache
@in_round
@for_officers
def previews(request: HttpRequest, round: Round, user: User) -> HttpResponse:  # noqa: ARG001 - the decorator asks
    """Every kind of voter, by where they live, with their ballots."""
    districts = {district.code: district for district in District.objects.all()}
    places = purses(round)
    given = [
        Voters(home, [districts[code] for code in contests_for(home.code, places, round.may_vote_in)])
        for home in districts.values()
        if not home.is_citywide
    ]
    context = {"round": round, "voters": [one for one in given if one.ballots], "is_known": fixed(round) is not None}
    return render(request, "voting/desk_previews.html", context)


@require_safe
@never_cache
@in_round
@for_officers
def preview(request: HttpRequest, round: Round, user: User, district: str) -> HttpResponse:  # noqa: ARG001 - as above
    """One ballot, as it would be or is."""
    area = next((area for area in _contests(round) if area.district == district), None)
    if area is None:
        raise Http404
    planned = None
    if not round.frozen_at:
        planned = next(listed for envelope, listed in ballots_of(round) if envelope.district.code == district)
    found = cards(round, area, planned=planned)
    context = {**ballot_context(round, Right(area, "", 0), found), "is_preview": True, "is_open": True}
    return render(request, "voting/ballot.html", context)


def _contests(round: Round) -> list[Contest]:
    if round.frozen_at:
        return contests(round)
    manifest = fixed(round) or {"districts": []}
    return [contest_of(manifest, entry) for entry in manifest["districts"]]
