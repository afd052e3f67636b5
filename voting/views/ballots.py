"""Where a vote begins: the contests a person may vote in, and the ballot to choose on. Both work without scripts."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from city.models import District, Round
from city.models.rounds import MayVoteIn
from city.queries.money import minor_per_unit
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, refuse
from voting.forms.ballots import ChoicesForm
from voting.queries.admission import require_open, roll_entry
from voting.queries.changes import changes, last_void
from voting.queries.drafts import open_draft
from voting.queries.roll import Right, rights
from voting.queries.voters import Voter
from voting.rules.ballots import KINDS
from voting.rules.ballots.ranking import places
from voting.rules.contest import Contest
from voting.rules.shuffling import shuffled
from voting.views.access import fetch_open_right, for_voters, in_round
from voting.views.cards import NO_MARKS, Card, cards, filling, most_to_spend
from voting.views.steps import draft_key, surroundings

MOST_CARDS = 19  # a longer ballot is a compact list: nobody scrolls past a hundred pictures


@require_safe
@in_round
def vote(request: HttpRequest, round: Round) -> HttpResponse:
    """Where a vote begins: straight on where there is one contest, else a choice with what is still open."""
    require_open(round, timezone.now())  # said to guests as well: nobody signs in to learn that it is over
    return _contests(request, round)


@for_voters
def _contests(request: HttpRequest, round: Round, voter: Voter) -> HttpResponse:
    mine = rights(roll_entry(voter, round), round)
    if not mine:
        raise refuse("no_such_contest", _("Your district has no vote in this round."), kind=Kind.NOT_FOUND)
    if len(mine) == 1:
        return redirect("voting:ballot", round.slug, mine[0].contest.district)
    names = {right.contest.district: right for right in mine}
    context = {
        "round": round,
        "rows": [(district, names[district.code]) for district in District.objects.filter(code__in=names)],
        "voting": round.stretch(PhaseKind.VOTING),
        "open_count": sum(not right.is_used for right in mine),
        "is_used_up": is_used_up(round, mine),
    }
    return render(request, "voting/contests.html", context)


def is_used_up(round: Round, mine: list[Right]) -> bool:
    """Whether a person who may vote in some districts of their choice has chosen them all."""
    voted = sum(right.is_used for right in mine)
    return round.may_vote_in == MayVoteIn.ANY and voted >= round.may_vote_in_count


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True)
@in_round
@for_voters
def ballot(request: HttpRequest, round: Round, voter: Voter, district: str) -> HttpResponse:
    """Choose. A POST comes from the check, to change what was chosen there."""
    right = fetch_open_right(voter, round, district, timezone.now())
    draft = open_draft(request.POST.get("sealed", ""), round.manifest_hash, district)
    marks = KINDS[right.contest.kind].marks(draft.choices) if draft else NO_MARKS
    return ballot_page(request, round, right, marks)


def ballot_page(
    request: HttpRequest, round: Round, right: Right, marks: Mapping[str, str | int], form: ChoicesForm | None = None
) -> HttpResponse:
    context = {
        **ballot_context(round, right, cards(round, right.contest, marks)),
        "form": form,
        "changes": changes(round, right.contest.district),
        "voided": last_void(right.slot),
        "is_open": True,
    }
    return render(request, "voting/ballot.html", context, status=Kind.INVALID if form else HTTPStatus.OK)


def ballot_context(round: Round, right: Right, found: Iterable[Card]) -> dict[str, Any]:
    """The ballot itself, with these cards in an order of this voter's own."""
    area = right.contest
    order = shuffled(area.projects, f"{round.manifest_hash}:{right.slot}")
    listed = sorted((card for card in found if not card.is_withdrawn), key=lambda card: order.index(card.code))
    return {
        "right": right,
        "contest": area,
        "cards": listed,
        "is_long": len(listed) > MOST_CARDS,
        "purse": filling(area, listed),
        "may_fill_up": most_to_spend(area) is not None or (area.kind != "choose-one" and most_choices(area)),
        "most_choices": most_choices(area),
        "places": range(1, (most_choices(area) or len(listed)) + 1),
        "settings": json.dumps(_settings(round, right)),
        "draft_key": draft_key(right),
        **surroundings(round, area.district),
    }


def most_choices(area: Contest) -> int | None:
    """How many ideas a ballot may hold; None: any number."""
    return places(area) if area.kind == "ranking" else area.limits.max_choices


def _settings(round: Round, right: Right) -> dict[str, Any]:
    """What the page's script needs to know of the contest."""
    area = right.contest
    return {
        "round": round.slug,
        "district": area.district,
        "kind": area.kind,
        "envelope": area.envelope_minor,
        "max_spend": most_to_spend(area),
        "max_choices": most_choices(area),
        "min_choices": area.limits.min_choices,
        "points": area.limits.points,
        "max_points_each": area.limits.max_points_each,
        "currency": area.currency,
        "per_unit": minor_per_unit(area.currency),
        "locale": get_language(),
        "prev": right.version,
    }
