"""The vote's part of the API: the standing of a round, its outcome, and casting a ballot."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Field, Router, Schema, Status
from ninja.security import SessionAuth
from pydantic import ConfigDict

from city.models import Round
from city.queries.rounds import districts_of, rounds
from voting.actions.casting import cast
from voting.api.receipts import router as receipts
from voting.models import KeyDestruction
from voting.queries.changes import amendments, withdrawals
from voting.queries.channels import paper_counts, ways
from voting.queries.enrolled import LEAST, areas
from voting.queries.receipts import Receipt
from voting.queries.tallies import standing

router = Router(tags=["voting"])
router.add_router("", receipts)
# A cache in front of the site may show it for two seconds, then asks again; where we do not answer it goes on showing.
FOR_A_MOMENT = "public, max-age=1, s-maxage=2, stale-while-revalidate=5, stale-if-error=60"


class Resident(SessionAuth):
    """Somebody who is signed in, on a page of ours: a session and its CSRF token, never a key."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if request.user.is_authenticated else None


class BallotIn(Schema):
    """A ballot. `prev` is the version the voter saw (0: none); `nonce` 32 bytes of theirs in hexadecimal.

    `choices`: a list of ballot codes (approval, knapsack; for a ranking in order), or of {"p": code, "w": points}.
    """

    model_config = ConfigDict(extra="forbid")

    cast_id: UUID
    district: str = Field(max_length=64)
    prev: int = Field(ge=0)
    nonce: str
    choices: Any


class ReceiptOut(Schema):
    """All that is needed to find the ballot in the count and to check that it is this one."""

    round: str
    manifest: str
    district: str
    cast_id: str
    version: int
    ballot: dict[str, Any]
    nonce: str
    slot_opening: str
    h: str
    short_code: str
    promise: str
    checkpoint: str


class AmendmentOut(Schema):
    """Another title or cost on the ballot; amounts are in minor units of the round's currency."""

    district: str = Field(alias="proposal.district.code")
    code: str = Field(alias="proposal.code")
    old_title: str
    new_title: str
    old_cost_minor: int
    new_cost_minor: int
    reason: str
    amended_at: datetime


class WithdrawalOut(Schema):
    """A proposal that counts for nothing any more: on ballots that are in, and no new ballot may name it."""

    district: str = Field(alias="proposal.district.code")
    code: str = Field(alias="proposal.code")
    reason: str
    withdrawn_at: datetime


class ClosingChangeOut(Schema):
    old_closes_at: datetime
    new_closes_at: datetime
    reason: str
    changed_at: datetime


class VoidedOut(Schema):
    """A cast that counts no more, by its hash."""

    h: str
    district: str = Field(alias="district.code")
    reason: str
    case: int | None = Field(alias="case_id")
    voided_at: datetime


class KeyDestroyedOut(Schema):
    """The key that is gone, by its SHA-256, which the manifest names."""

    digest: str
    reason: str
    case: int | None = Field(alias="case_id")
    destroyed_at: datetime


class ChangesOut(Schema):
    """The manifest stays as it was hashed; these acts, each by two officials, are read on top of it."""

    round: str
    currency: str
    amendments: list[AmendmentOut]
    withdrawals: list[WithdrawalOut]
    closing: list[ClosingChangeOut]
    voided: list[VoidedOut]
    key_destroyed: KeyDestroyedOut | None


class ChannelsOut(Schema):
    """A contest's ballots by the way they came; `on_paper` is what papers say, null where fewer than k could tell."""

    district: str
    online: int
    assisted: int
    paper: int
    papers_handed_out: int
    on_paper: dict[str, int] | None


class RoundChannelsOut(Schema):
    round: str
    contests: list[ChannelsOut]


class RollAreaOut(Schema):
    """The people of one district on the roll; a count is null where it, or one beside it, would be under `least`."""

    district: str = Field(alias="district.code")
    total: int | None = Field(alias="total.count")
    by_method: dict[str, int | None]

    @staticmethod
    def resolve_by_method(area: Any) -> dict[str, int | None]:
        return {method: cell.count for method, cell in area.by_method.items()}


class RollOut(Schema):
    """How many may vote in a round, by district and by the check they passed."""

    round: str
    least: int
    areas: list[RollAreaOut]


@router.get("/rounds/{slug:slug}/roll", response=RollOut, summary="How many are on the roll; never a person")
def show_roll(request: HttpRequest, slug: str) -> dict[str, Any]:  # noqa: ARG001 - ninja calls it so
    round = get_object_or_404(rounds(), slug=slug)
    return {"round": round.slug, "least": LEAST, "areas": areas(round)}


@router.get(
    "/rounds/{slug:slug}/channels",
    response=RoundChannelsOut,
    summary="How the ballots came: online, with a helper, on paper",
)
def show_channels(request: HttpRequest, slug: str) -> dict[str, Any]:  # noqa: ARG001 - ninja calls it so
    round = get_object_or_404(rounds(), slug=slug)
    now = timezone.now()
    found = ways(round, districts_of(round), standing(round, now).ballots(is_closed=round.is_closed(now)))
    contests = [
        {"district": place.code, "on_paper": paper_counts(round, place), **way.as_json()} for place, way in found
    ]
    return {"round": round.slug, "contests": contests}


@router.get("/rounds/{slug:slug}/tally", summary="The standing of the round: what the websocket calls a snapshot")
def show_tally(request: HttpRequest, slug: str) -> HttpResponse:
    body = _snapshot(get_object_or_404(rounds(), slug=slug), timezone.now())
    etag = quote_etag(sha256(body.encode()).hexdigest())
    answer = HttpResponse(body, content_type="application/json", headers={"ETag": etag, "Cache-Control": FOR_A_MOMENT})
    return get_conditional_response(request, etag=etag, response=answer) or answer


@router.get(
    "/rounds/{slug:slug}/changes",
    response=ChangesOut,
    summary="What officials changed of the vote after it was frozen, and why",
)
def show_changes(request: HttpRequest, slug: str) -> dict[str, Any]:  # noqa: ARG001 - ninja calls it so
    round = get_object_or_404(rounds(), slug=slug)
    return {
        "round": round.slug,
        "currency": round.currency,
        "amendments": amendments(round),
        "withdrawals": withdrawals(round),
        "closing": round.closing_changes.all(),
        "voided": round.voided_casts.select_related("district"),
        "key_destroyed": KeyDestruction.objects.filter(round=round).first(),
    }


@router.post(
    "/rounds/{slug:slug}/ballots",
    auth=Resident(),
    response={200: ReceiptOut, 201: ReceiptOut},
    summary="Cast a ballot; the same cast_id again gives the same receipt",
)
def cast_ballot(request: HttpRequest, response: HttpResponse, slug: str, ballot: BallotIn) -> Status[Receipt]:
    round = get_object_or_404(Round, slug=slug)
    response["Cache-Control"] = "no-store"
    receipt = cast(actor=request.auth, now=timezone.now(), round=round, **dict(ballot))  # type: ignore[attr-defined]
    return Status(200 if receipt.is_repeated else 201, receipt)


def _snapshot(round: Round, now: datetime) -> str:
    """The JSON of the numbers. `at` is when they last moved, so that the same numbers are the same text everywhere."""
    numbers = standing(round, now)
    moved_at = numbers.moved_at or round.frozen_at or now.replace(hour=0, minute=0, second=0)
    return json.dumps({"type": "snapshot", **replace(numbers, at=moved_at).as_json()})
