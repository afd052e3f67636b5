"""The live count. The server draws all of it; scripts only keep it moving."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from city.models import District, Round
from city.queries.rounds import districts_of
from city.rules.phases import PhaseKind
from voting.models import Tally
from voting.queries.contests import contests
from voting.queries.tallies import Standing, may_show, standing
from voting.queries.turnout import electorate
from voting.rules.contest import Contest
from voting.views.access import in_round
from voting.views.cards import Card, cards
from voting.views.places import pick

COUNTED_IN_VOTES = {"approval", "choose-one", "knapsack"}


@require_safe
@in_round
def live(request: HttpRequest, round: Round) -> HttpResponse:
    """Turnout, and where the round's visibility allows it the counts, one district at a time."""
    now = timezone.now()
    voting = round.stretch(PhaseKind.VOTING)
    if round.manifest is None or voting is None or now < voting.opens_at:
        return render(request, "voting/not_yet.html", {"round": round, "voting": voting})
    numbers = standing(round, now)
    cast = {code: turnout["cast"] for code, turnout in numbers.turnout.items()}
    areas = {area.district: area for area in contests(round)}
    busiest = max(areas, key=lambda code: cast.get(code, 0), default="")
    places = pick(districts_of(round).filter(code__in=areas), request.GET.get("district") or busiest, cast)
    context = {
        "round": round,
        "voting": voting,
        "is_over": round.is_closed(now),
        "is_shown": may_show(round, now),
        "standing": numbers,
        "places": places,
        "board": _board(round, places.here, areas[places.here.code], numbers),
    }
    return render(request, "voting/live.html", context)


@dataclass(frozen=True)
class Row:
    """A project and its votes (or points)."""

    card: Card
    votes: int


@dataclass(frozen=True)
class Board:
    """One district's count. `whole` is what a full bar stands for; `mixed_at` when the last mix came, if one has."""

    rows: list[Row]
    cast: int
    sealed: int
    may_vote: int
    envelope_minor: int
    asked_minor: int
    is_in_votes: bool
    mixed_at: datetime | None

    @property
    def segments(self) -> list[dict[str, Any]]:
        """Everything on the ballot as lengths of money."""
        return [row.card.segment for row in self.rows]

    @property
    def whole(self) -> int:
        highest = max((row.votes for row in self.rows), default=0)
        return max(self.sealed if self.is_in_votes else highest, 1)

    @property
    def mean_choices(self) -> float | None:
        """How many projects a ballot names on average, where ballots name projects and some are counted."""
        if not self.is_in_votes or not self.sealed:
            return None
        return sum(row.votes for row in self.rows) / self.sealed


def _board(round: Round, district: District, area: Contest, numbers: Standing) -> Board:
    turnout = numbers.turnout.get(district.code, {"cast": 0, "sealed": 0})
    counts = (numbers.tally or {}).get(district.code, {})
    listed = cards(round, area)
    tally = Tally.objects.filter(round=round, district=district).first()
    return Board(
        rows=[Row(card, counts.get(card.code, 0)) for card in listed],
        cast=turnout["cast"],
        sealed=turnout["sealed"],
        may_vote=electorate(round)[district.code],
        envelope_minor=area.envelope_minor,
        asked_minor=sum(card.cost_minor for card in listed),
        is_in_votes=area.kind in COUNTED_IN_VOTES,
        mixed_at=tally.counted_at if tally else None,
    )
