"""The log's part of the API: its state, leaves, checkpoints and proofs. What is published never changes again.

Hashes are hexadecimal; a leaf is told as the text that was hashed, a checkpoint as the note that was signed.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from city.queries.rounds import rounds
from city.rules.refusal import refuse
from voting.queries.log import consistency_proof, inclusion_proof
from voting.queries.public_log import PublicLog, public_log
from voting.rules.log.notes import proof_text

router = Router(tags=["the public log"])
LONGEST = 1_000
SOON = "public, max-age=5"
FOREVER = "public, max-age=31536000, immutable"
Place = Annotated[int | None, Query(ge=0)]


class KeyOut(Schema):
    """A verifier key (C2SP signed-note); where a leaf brought it in its index, and the first size that covers it."""

    use: str
    key: str
    index: int = 0
    size: int = 0


class LogOut(Schema):
    """The newest published state; `frozen` where a recount found a difference, which stops publishing."""

    round: str
    origin: str
    keys: list[KeyOut]
    size: int
    root: str
    checkpoint: str
    published_at: datetime
    recounted_at: datetime | None
    recounted_size: int
    frozen: bool
    reason: str


class LeavesOut(Schema):
    """The leaves from `start` on, before `end`."""

    start: int
    end: int
    leaves: list[str]


class InclusionOut(Schema):
    """That a leaf is in the log of this size (RFC 6962); `checkpoint` where a state of this size was signed."""

    index: int
    size: int
    leaf: str
    hash: str
    proof: list[str]
    checkpoint: str | None


class ConsistencyOut(Schema):
    """That the log of size `new` begins with the one of size `old` (RFC 6962)."""

    old: int
    new: int
    proof: list[str]


class CheckpointOut(Schema):
    size: int
    root: str
    note: str
    made_at: datetime


class CheckpointsOut(Schema):
    """Signed states, the newest first; `next` is the `below` of those before them."""

    checkpoints: list[CheckpointOut]
    next: int | None


@router.get("/rounds/{slug:slug}/log", response=LogOut, summary="The newest published state of the log, and its keys")
def show_log(request: HttpRequest, response: HttpResponse, slug: str) -> dict[str, Any]:  # noqa: ARG001 - ninja's call
    log = _log(slug)
    response["Cache-Control"] = SOON
    return {
        "round": slug,
        "origin": log.origin,
        "keys": log.keys(),
        "size": log.size,
        "root": log.newest.root,
        "checkpoint": log.newest.note,
        "published_at": log.newest.made_at,
        "recounted_at": log.publication.checked_at,
        "recounted_size": log.publication.checked_size,
        "frozen": log.publication.is_frozen,
        "reason": log.publication.reason,
    }


@router.get("/rounds/{slug:slug}/log/leaves", response=LeavesOut, summary="Leaves as they were hashed, 1,000 at most")
def show_leaves(
    request: HttpRequest,  # noqa: ARG001 - ninja's call
    response: HttpResponse,
    slug: str,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Place = None,
) -> dict[str, Any]:
    log = _log(slug)
    asked = start + LONGEST if end is None else end
    if not start <= asked <= start + LONGEST:
        raise refuse("too_many_leaves", _("Ask for at most 1,000 leaves at a time, from start to end."), field="end")
    found = list(log.leaves(start, asked).values_list("data", flat=True))
    response["Cache-Control"] = FOREVER if len(found) == asked - start else SOON
    return {"start": start, "end": start + len(found), "leaves": found}


@router.get(
    "/rounds/{slug:slug}/log/proof",
    response=InclusionOut,
    summary="That a leaf is in the log, by its index or the hash or short code of a cast",
)
def prove_inclusion(
    request: HttpRequest,  # noqa: ARG001 - ninja's call
    response: HttpResponse,
    slug: str,
    index: Place = None,
    h: Annotated[str, Query(max_length=80)] = "",
    size: Place = None,
    form: Annotated[Literal["json", "text"], Query(alias="as")] = "json",
) -> dict[str, Any] | HttpResponse:
    """As JSON, or with `as=text` in the form of C2SP's tlog-proof, which other software reads too."""
    log = _log(slug)
    place = log.index_of(h) if index is None else index
    whole = log.size if size is None else size
    if place is None or not place < whole <= log.size:
        raise Http404("That is not in the log as it is published.")
    leaf = log.leaves(place, place + 1).get()
    proof = inclusion_proof(log.round, place, whole)
    state = log.checkpoint(whole)
    response["Cache-Control"] = SOON if size is None else FOREVER
    if form == "text":
        return _as_text(place, proof, state.note if state else "", response["Cache-Control"])
    return {
        "index": place,
        "size": whole,
        "leaf": leaf.data,
        "hash": leaf.hash,
        "proof": [node.hex() for node in proof],
        "checkpoint": state.note if state else None,
    }


@router.get(
    "/rounds/{slug:slug}/log/consistency",
    response=ConsistencyOut,
    summary="That the log of one size is the beginning of the log of another",
)
def prove_consistency(
    request: HttpRequest,  # noqa: ARG001 - ninja's call
    response: HttpResponse,
    slug: str,
    old: Annotated[int, Query(ge=0)],
    new: Annotated[int, Query(ge=0)],
) -> dict[str, Any]:
    log = _log(slug)
    if not old <= new <= log.size:
        raise Http404("The log is not published in these sizes.")
    response["Cache-Control"] = FOREVER
    return {"old": old, "new": new, "proof": [node.hex() for node in consistency_proof(log.round, old, new)]}


@router.get("/rounds/{slug:slug}/log/checkpoints", response=CheckpointsOut, summary="Signed states, 1,000 at most")
def show_checkpoints(
    request: HttpRequest,  # noqa: ARG001 - ninja's call
    response: HttpResponse,
    slug: str,
    below: Place = None,
) -> dict[str, Any]:
    rows = _log(slug).checkpoints()
    found = list((rows if below is None else rows.filter(size__lt=below))[:LONGEST])
    response["Cache-Control"] = SOON if below is None else FOREVER
    return {"checkpoints": found, "next": found[-1].size if len(found) == LONGEST else None}


def _log(slug: str) -> PublicLog:
    log = public_log(get_object_or_404(rounds(), slug=slug))
    if log is None:
        raise Http404("This round has no published log.")
    return log


def _as_text(index: int, proof: list[bytes], note: str, caching: str) -> HttpResponse:
    if not note:
        raise Http404("No state of this size was signed.")
    text = proof_text(index, proof, note)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": caching})
