"""The vote: choose, check, cast, done. Every step works without scripts, and none is remembered on the server."""

import json
import secrets
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.models import District, Round, User
from city.models.rounds import MayVoteIn
from city.queries.money import minor_per_unit
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused, refuse
from voting.actions.casting import cast as cast_ballot
from voting.forms import CastForm, ChoicesForm
from voting.queries.admission import require_open, roll_entry
from voting.queries.contests import contest
from voting.queries.drafts import Draft, open_draft, seal_draft
from voting.queries.receipts import Receipt
from voting.queries.roll import Right, rights
from voting.rules.shuffling import shuffled
from voting.views.access import fetch_open_right, fetch_right, for_people, in_round
from voting.views.cards import cards, filling, most_to_spend

CHOOSABLE = {"approval", "knapsack"}
MAY_TRY_AGAIN = {Kind.CONFLICT, Kind.INVALID, Kind.TOO_MANY}
MOST_PICTURES = 24  # a longer ballot is a compact list: nobody scrolls past a hundred pictures


@require_safe
@in_round
def vote(request: HttpRequest, round: Round) -> HttpResponse:
    """Where a vote begins: straight on where there is one contest, else a choice with what is still open."""
    require_open(round, timezone.now())  # said to guests as well: nobody signs in to learn that it is over
    return _contests(request, round)


@for_people
def _contests(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    mine = rights(roll_entry(user, round), round)
    if not mine:
        raise refuse("no_such_contest", _("Your district has no vote in this round."), kind=Kind.NOT_FOUND)
    if len(mine) == 1:
        return redirect("voting:ballot", round.slug, mine[0].contest.district)
    names = {right.contest.district: right for right in mine}
    context = {
        "round": round,
        "rows": [(district, names[district.code]) for district in District.objects.filter(code__in=names)],
        "voting": round.stretch(PhaseKind.VOTING),
        "open_count": sum(not right.version for right in mine),
    }
    return render(request, "voting/contests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True)
@in_round
@for_people
def ballot(request: HttpRequest, round: Round, user: User, district: str) -> HttpResponse:
    """Choose. A POST comes from the check, to change what was chosen there."""
    right = fetch_open_right(user, round, district, timezone.now())
    draft = open_draft(request.POST.get("sealed", ""), round.manifest_hash, district)
    return _ballot_page(request, round, right, draft.choices if draft else [])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_people
def check(request: HttpRequest, round: Round, user: User, district: str) -> HttpResponse:
    """Look over what was chosen, or go back to the ballot with everything ticked and what is wrong with it."""
    if request.method != "POST":
        return redirect("voting:ballot", round.slug, district)
    right = fetch_open_right(user, round, district, timezone.now())
    form = ChoicesForm(request.POST, right.contest)
    if not form.is_valid():
        return _ballot_page(request, round, right, form.codes, form)
    return _check_page(request, round, right, form.cleaned_data["choices"])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_people
def cast(request: HttpRequest, round: Round, user: User, district: str) -> HttpResponse:
    """Cast what was checked; the answer is the receipt itself, the same for every repetition of the request."""
    form = CastForm(request.POST)
    if not form.is_valid():
        return redirect("voting:done", round.slug, district)
    draft = open_draft(form.cleaned_data["sealed"], round.manifest_hash, district)
    if draft is None:
        messages.warning(request, _("That page was too old to cast from. Nothing was cast: please choose again."))
        return redirect("voting:ballot", round.slug, district)
    now = timezone.now()
    try:
        receipt = _cast(user, now, round, draft, form.cleaned_data["nonce"])
    except Refused as refused:
        if refused.kind not in MAY_TRY_AGAIN:
            raise
        right = fetch_open_right(user, round, district, now)
        return _check_page(request, round, right, draft.choices, refused)
    return _receipt(request, round, user, receipt)


def _cast(user: User, now: datetime, round: Round, draft: Draft, nonce: str) -> Receipt:
    return cast_ballot(
        actor=user,
        now=now,
        round=round,
        district=draft.district,
        cast_id=UUID(draft.cast_id),
        prev=draft.prev,
        nonce=nonce or secrets.token_hex(32),  # a browser without scripts makes none
        choices=draft.choices,
    )


def _receipt(request: HttpRequest, round: Round, user: User, receipt: Receipt) -> HttpResponse:
    """The receipt as a page, or as a file: nothing of it is kept for later, so it is given with the answer."""
    if request.POST.get("as") == "json":
        name = f"receipt-{receipt.short_code}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return JsonResponse(receipt.as_json(), json_dumps_params={"indent": 2}, headers=headers)
    area = contest(round, receipt.district)
    chosen = {str(code) for code in receipt.ballot["choices"]}
    context = {
        "receipt": receipt,
        "chosen": [card for card in cards(round, area, chosen) if card.is_chosen] if area else [],
        "sealed": request.POST["sealed"],
        "draft_key": draft_key(fetch_right(user, round, receipt.district)),
        "still_open": _still_open(user, round),
        **_place(round, receipt.district),
    }
    return render(request, "voting/receipt.html", context)


@require_safe
@never_cache
@in_round
@for_people
def done(request: HttpRequest, round: Round, user: User, district: str) -> HttpResponse:
    """Whether a ballot is in, and its version: what it says stands nowhere beside the person who cast it."""
    right = fetch_right(user, round, district)
    context = {
        "right": right,
        "is_open": round.is_voting(timezone.now()),
        "still_open": [one for one in _still_open(user, round) if one.code != district],
        **_place(round, district),
    }
    return render(request, "voting/done.html", context)


def _ballot_page(
    request: HttpRequest, round: Round, right: Right, chosen: Collection[str], form: ChoicesForm | None = None
) -> HttpResponse:
    area = right.contest
    if area.kind not in CHOOSABLE:
        raise refuse("kind_not_here", _("Ballots of this kind cannot be filled in on this page yet."))
    order = shuffled(area.projects, f"{round.manifest_hash}:{right.slot}")
    listed = sorted(cards(round, area, chosen), key=lambda card: order.index(card.code))
    context = {
        "right": right,
        "contest": area,
        "cards": listed,
        "is_long": len(listed) > MOST_PICTURES,
        "purse": filling(area, listed),
        "form": form,
        "settings": json.dumps(_settings(round, right)),
        "draft_key": draft_key(right),
        **_place(round, area.district),
    }
    return render(request, "voting/ballot.html", context, status=Kind.INVALID if form else HTTPStatus.OK)


def _settings(round: Round, right: Right) -> dict[str, Any]:
    """What the page's script needs to know of the contest."""
    area = right.contest
    return {
        "round": round.slug,
        "district": area.district,
        "kind": area.kind,
        "envelope": area.envelope_minor,
        "max_spend": most_to_spend(area),
        "max_choices": area.limits.max_choices,
        "min_choices": area.limits.min_choices,
        "currency": area.currency,
        "per_unit": minor_per_unit(area.currency),
        "locale": get_language(),
        "prev": right.version,
    }


def draft_key(right: Right) -> str:
    """Under which a browser keeps this person's draft: not the one of whoever used it before."""
    return sha256(f"draft\n{right.slot}".encode()).hexdigest()[:16]


def _check_page(
    request: HttpRequest, round: Round, right: Right, choices: list[str], refused: Refused | None = None
) -> HttpResponse:
    area = right.contest
    draft = Draft(round.manifest_hash, area.district, choices, str(uuid4()), right.version)
    context = {
        "right": right,
        "contest": area,
        "purse": filling(area, cards(round, area, choices)),
        "reasons": refused.reasons if refused else (),
        "sealed": seal_draft(draft),
        **_place(round, area.district),
    }
    return render(request, "voting/check.html", context, status=refused.kind if refused else HTTPStatus.OK)


def _place(round: Round, district: str) -> dict[str, Any]:
    """What every step names: the round, the district and when the vote closes."""
    return {
        "round": round,
        "district": District.objects.get(code=district),
        "voting": round.stretch(PhaseKind.VOTING),
    }


def _still_open(user: User, round: Round) -> list[District]:
    """Where the person may vote and has no ballot in; a round that lets them vote in any districts asks for none."""
    if round.may_vote_in == MayVoteIn.ANY or not round.is_voting(timezone.now()):
        return []
    missing = [right.contest.district for right in rights(roll_entry(user, round), round) if not right.version]
    return list(District.objects.filter(code__in=missing))
