"""Check, cast, done: nothing of a ballot is remembered on the way, and the receipt is the answer to the cast."""

import secrets
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.models import Round
from city.rules.refusal import Kind, Refused
from voting.actions.casting import cast as cast_ballot
from voting.forms.ballots import CastForm, ChoicesForm
from voting.queries.admission import require_no_paper
from voting.queries.changes import changes, last_void
from voting.queries.drafts import Draft, open_draft, seal_draft
from voting.queries.receipts import Receipt
from voting.queries.roll import Right
from voting.queries.voters import Voter
from voting.rules.ballots import KINDS
from voting.views.access import fetch_open_right, fetch_right, for_voters, in_round
from voting.views.ballots import ballot_page
from voting.views.cards import cards, filling
from voting.views.openings import still_open
from voting.views.receipts import show_receipt
from voting.views.steps import surroundings

MAY_TRY_AGAIN = {Kind.CONFLICT, Kind.INVALID, Kind.TOO_MANY}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_voters
def check(request: HttpRequest, round: Round, voter: Voter, district: str) -> HttpResponse:
    """Look over what was chosen, or go back to the ballot with everything ticked and what is wrong with it."""
    if request.method != "POST":
        return redirect("voting:ballot", round.slug, district)
    right = fetch_open_right(voter, round, district, timezone.now())
    form = ChoicesForm(request.POST, right.contest)
    if not form.is_valid():
        return ballot_page(request, round, right, form.marks, form)
    return _check_page(request, round, right, form.cleaned_data["choices"])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_voters
def cast(request: HttpRequest, round: Round, voter: Voter, district: str) -> HttpResponse:
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
        receipt = _cast(voter, now, round, draft, form.cleaned_data["nonce"])
    except Refused as refused:
        if refused.kind not in MAY_TRY_AGAIN:
            raise
        right = fetch_open_right(voter, round, district, now)
        return _check_page(request, round, right, draft.choices, refused)
    return show_receipt(request, round, voter, receipt)


@require_safe
@never_cache
@in_round
@for_voters
def done(request: HttpRequest, round: Round, voter: Voter, district: str) -> HttpResponse:
    """Whether a ballot is in, and its version: what it says stands nowhere beside the person who cast it."""
    right = fetch_right(voter, round, district)
    require_no_paper(right.slot)
    context = {
        "right": right,
        "is_open": round.is_voting(timezone.now()),
        "voided": last_void(right.slot),
        "changes": changes(round, district),
        "still_open": still_open(voter, round, timezone.now(), besides=district),
        **surroundings(round, district),
    }
    return render(request, "voting/done.html", context)


def _check_page(
    request: HttpRequest, round: Round, right: Right, choices: list[Any], refused: Refused | None = None
) -> HttpResponse:
    area = right.contest
    draft = Draft(round.manifest_hash, area.district, choices, str(uuid4()), right.version)
    context = {
        "right": right,
        "contest": area,
        "purse": filling(area, cards(round, area, KINDS[area.kind].marks(choices))),
        "reasons": refused.reasons if refused else (),
        "sealed": seal_draft(draft),
        **surroundings(round, area.district),
    }
    return render(request, "voting/check.html", context, status=refused.kind if refused else HTTPStatus.OK)


def _cast(voter: Voter, now: datetime, round: Round, draft: Draft, nonce: str) -> Receipt:
    return cast_ballot(
        actor=voter,
        now=now,
        round=round,
        district=draft.district,
        cast_id=UUID(draft.cast_id),
        prev=draft.prev,
        nonce=nonce or secrets.token_hex(32),  # a browser without scripts makes none
        choices=draft.choices,
    )
