"""The public log: what it is, every leaf of it in words, and proofs that nothing in it was changed or taken out."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from city.models import Round
from voting.models import LogLeaf
from voting.queries.log import consistency_proof, inclusion_proof, root_at
from voting.queries.public_log import PublicLog, public_log, published_logs
from voting.queries.published import folder_of
from voting.rules.log.tree import is_consistent, is_included
from voting.views.access import in_round
from voting.views.leaf_words import Told, Words

P = ParamSpec("P")
A_PAGE = 50
NEWEST, RECENT = 8, 4
ACTS = "acts"


def with_log(
    view: Callable[Concatenate[HttpRequest, PublicLog, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view the round's published log; where there is none, say why."""

    @wraps(view)
    @require_safe
    @in_round
    def answer(request: HttpRequest, round: Round, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        log = public_log(round)
        if log is None:
            return render(request, "voting/log/none.html", {"round": round})
        return view(request, log, *args, **kwargs)

    return answer


@with_log
def show_log(request: HttpRequest, log: PublicLog) -> HttpResponse:
    """What the log is, how far it is, its newest leaves, and how to check it. A code looked up leads to its leaf."""
    typed = request.GET.get("find", "").strip()
    index = log.index_of(typed) if typed else None
    if index is not None:
        return redirect("voting:log_leaf", log.round.slug, index)
    now = timezone.now()
    context = {
        "round": log.round,
        "log": log,
        "typed": typed,
        "leaves": _told(log, reversed(log.leaves(max(log.size - NEWEST, 0)))),
        "checkpoints": log.checkpoints()[:RECENT],
        "key": next((row["key"] for row in reversed(log.keys()) if row["use"] == "log"), ""),
        "is_over": log.round.is_closed(now),
        "has_bundle": (folder_of(log.round) / "bundle.zip").exists(),
    }
    return render(request, "voting/log/log.html", context)


@with_log
def show_leaves(request: HttpRequest, log: PublicLog) -> HttpResponse:
    """Every leaf, the newest first; or those alone that are neither ballots nor counts."""
    number = request.GET.get("page")
    shown = request.GET.get("show", "")
    if shown == ACTS:
        page: Page[Any] = Paginator(log.acts(), A_PAGE).get_page(number)
        rows: Iterable[LogLeaf] = page.object_list
    else:
        page = Paginator(range(log.size - 1, -1, -1), A_PAGE).get_page(number)
        rows = reversed(log.leaves(page.object_list[-1], page.object_list[0] + 1))
    context = {
        "round": log.round,
        "log": log,
        "shown": shown,
        "leaves": _told(log, rows),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
    }
    return render(request, "voting/log/leaves.html", context)


@with_log
def show_leaf(request: HttpRequest, log: PublicLog, index: int) -> HttpResponse:
    """One leaf: what it says, what was hashed, and the proof that the newest published state holds it."""
    row = log.leaves(index, index + 1).first()
    if row is None:
        raise Http404
    proof = inclusion_proof(log.round, index, log.size)
    root = bytes.fromhex(log.newest.root)
    context = {
        "round": log.round,
        "log": log,
        "leaf": Words(log.round).tell(row),
        "proof": [node.hex() for node in proof],
        "is_proven": is_included(bytes.fromhex(row.hash), index, log.size, proof, root),
        "newer": index + 1 if index + 1 < log.size else None,
        "older": index - 1 if index else None,
    }
    return render(request, "voting/log/leaf.html", context)


@with_log
def show_checkpoints(request: HttpRequest, log: PublicLog) -> HttpResponse:
    """Every signed state of the log, the newest first."""
    page = Paginator(log.checkpoints(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": log.round,
        "log": log,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
    }
    return render(request, "voting/log/checkpoints.html", context)


@with_log
def compare(request: HttpRequest, log: PublicLog) -> HttpResponse:
    """Whether the log at one size is the beginning of the log at another, with the proof."""
    context = {
        "round": log.round,
        "log": log,
        "old": request.GET.get("old", ""),
        "new": request.GET.get("new", str(log.size)),
    }
    old, new = _size(context["old"], log), _size(context["new"], log)
    if old is not None and new is not None and old <= new:
        proof = consistency_proof(log.round, old, new)
        roots = root_at(log.round, old), root_at(log.round, new)
        context |= {
            "is_compared": True,
            "old_size": old,
            "new_size": new,
            "holds": is_consistent(old, new, *roots, proof),
            "proof": [node.hex() for node in proof],
            "old_root": roots[0].hex(),
            "new_root": roots[1].hex(),
        }
    context["is_wrong"] = bool(context["old"]) and "is_compared" not in context
    return render(request, "voting/log/compare.html", context)


@require_safe
def show_promises(request: HttpRequest) -> HttpResponse:
    """What is claimed of every vote here and what is not, and the logs there are."""
    return render(request, "voting/log/promises.html", {"logs": published_logs()})


def _size(typed: object, log: PublicLog) -> int | None:
    """A size of the published log as it was typed."""
    text = str(typed).strip().replace(",", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= log.size else None


def _told(log: PublicLog, rows: Iterable[LogLeaf]) -> list[Told]:
    words = Words(log.round)
    return [words.tell(row) for row in rows]
