"""The part of the API that a receipt is checked with: where a cast is in the log, and the proofs; and the manifest."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Field, Query, Router, Schema

from city.queries.rounds import rounds
from city.rules.canonical import canonical
from voting.queries.evidence import MOST_SIZES, as_json
from voting.queries.traces import look_up

router = Router(tags=["voting"])
Hashes = list[str]


class KeyChangeOut(Schema):
    """A leaf by which a key took the place of another, with its proof under the first checkpoint that holds it."""

    leaf: str
    index: int
    inclusion: Hashes
    checkpoint: str


class TraceOut(Schema):
    """What the log has of a cast. Hashes of proofs are in base 64, `h` and `manifest` in hexadecimal.

    `state` is pending, recorded, counted, replaced, voided or missing. `due` is when the log has it at the latest;
    `checkpoint` the newest published state, a signed note. `index` and `inclusion` are null before it is published.
    `consistency` has a proof from each size that was asked for, unless the published log is shorter.
    """

    round: str
    district: str
    h: str
    short_code: str
    state: str
    due: str
    manifest: str
    checkpoint: str
    index: int | None
    inclusion: Hashes | None
    consistency: dict[str, Hashes]
    keys: list[KeyChangeOut]
    void: dict[str, Any] | None


class Sizes(Schema):
    """Sizes of the log that somebody remembers."""

    size: list[int] = Field([], max_length=MOST_SIZES)


@router.get("/rounds/{slug:slug}/log/receipt", response=TraceOut, summary="What became of a cast, and the proof")
def show_trace(request: HttpRequest, response: HttpResponse, slug: str, h: str, sizes: Query[Sizes]) -> dict[str, Any]:  # noqa: ARG001 - ninja calls it so
    response["Cache-Control"] = "no-store"
    trace = look_up(h, timezone.now(), slug)
    if trace is None:
        raise Http404("no cast with this code")
    return as_json(trace, sizes.size)


@router.get("/rounds/{slug:slug}/log/manifest", summary="The frozen manifest, byte for byte as it was hashed")
def show_manifest(request: HttpRequest, slug: str) -> HttpResponse:
    round = get_object_or_404(rounds(), slug=slug, frozen_at__isnull=False)
    etag = quote_etag(round.manifest_hash)
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    answer = HttpResponse(canonical(round.manifest), content_type="application/json", headers=headers)
    return get_conditional_response(request, etag=etag, response=answer) or answer
