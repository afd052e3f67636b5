"""Checking a receipt. A browser with scripts checks it itself and sends no more than its hash; otherwise we do."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from city.models import District
from voting.forms.receipts import ReceiptForm
from voting.queries.contests import contest
from voting.queries.evidence import as_json, checked
from voting.queries.traces import Trace, look_up
from voting.rules.claims import Claim
from voting.rules.receipts import Fault, Step, Verdict, fault_in


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def check(request: HttpRequest) -> HttpResponse:
    """Where a receipt is handed in, and what checking it came to. Nothing of it is kept."""
    form = ReceiptForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "all_steps": [*Step], "verdicts": [*Verdict], "faults": [*Fault]}
    if request.method == "POST" and form.is_valid():
        context |= _answer(form)
    return render(request, "voting/receipts/check.html", context)


def _answer(form: ReceiptForm) -> dict[str, Any]:
    claim, now = form.claim, timezone.now()
    trace = look_up(form.code, now, claim.round if claim else form.cleaned_data["round"])
    if trace is None:
        return {"is_answered": True, "is_known": False, "is_whole": claim is not None}
    found = checked(trace, claim)
    return {
        "is_answered": True,
        "is_known": True,
        "trace": trace,
        "is_open": trace.round.is_voting(now),
        "district": District.objects.filter(code=trace.district).first(),
        "steps": [(step, found[step]) for step in Step],
        "fault": fault_in(found),
        "choices": [*_choices(claim, trace)] if claim else [],
        "evidence": json.dumps(as_json(trace, form.cleaned_data["sizes"])),
    }


def _choices(claim: Claim, trace: Trace) -> Iterator[tuple[str, str, int]]:
    """What the receipt says was chosen: code, title, and points where there are any; in its order."""
    area = contest(trace.round, claim.district)
    chosen = claim.ballot.get("choices")
    for choice in chosen if isinstance(chosen, list) and area else []:
        code, points = (choice.get("p"), choice.get("w")) if isinstance(choice, dict) else (choice, 0)
        project = area.projects.get(code) if area and isinstance(code, str) else None
        if project is not None:
            yield project.code, project.title, points if isinstance(points, int) else 0
