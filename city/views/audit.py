"""The audit trail at the desk: to look through, and as files."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from city.forms.audit import AuditFilter
from city.models import AuditEntry, User
from city.queries.audit import entries
from city.queries.permissions import Powers
from city.rules.phases import Verb
from city.rules.sheets import safe_cell
from city.views.access import for_offices

A_PAGE = 50
FIELDS = (
    "number",
    "at",
    "actor",
    "actor_email",
    "verb",
    "subject",
    "reason",
    "approver",
    "approver_email",
    "before",
    "after",
    "previous",
    "hash",
)


@require_safe
@never_cache
@for_offices(Verb.READ_AUDIT)
def show_audit(request: HttpRequest, user: User, powers: Powers) -> HttpResponse:  # noqa: ARG001 - as all such views
    """Every act, the latest first; the filters stay in the address, and so do those of the files."""
    _require_the_city(powers)
    form = AuditFilter(request.GET)
    page = Paginator(entries(form.asked()), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "count": page.paginator.count,
        "query": request.GET.urlencode(),
    }
    return render(request, "city/audit.html", context)


@require_safe
@never_cache
@for_offices(Verb.READ_AUDIT)
def audit_csv(request: HttpRequest, user: User, powers: Powers) -> HttpResponse:  # noqa: ARG001 - as all such views
    _require_the_city(powers)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    writer = csv.writer(response)
    writer.writerow(FIELDS)
    writer.writerows([safe_cell(str(value)) for value in row.values()] for row in _rows(request))
    return response


@require_safe
@never_cache
@for_offices(Verb.READ_AUDIT)
def audit_json(request: HttpRequest, user: User, powers: Powers) -> HttpResponse:  # noqa: ARG001 - as all such views
    """With all that the hashes cover, so that anybody can check the chain."""
    _require_the_city(powers)
    headers = {"Content-Disposition": 'attachment; filename="audit.json"'}
    return JsonResponse({"entries": list(_rows(request))}, headers=headers)


def _require_the_city(powers: Powers) -> None:
    """The trail is of the whole city: an office in one round alone does not open it."""
    if not powers.may(Verb.READ_AUDIT):
        raise PermissionDenied


def _rows(request: HttpRequest) -> Iterator[dict[str, Any]]:
    for entry in entries(AuditFilter(request.GET).asked()).iterator(chunk_size=2_000):
        cells = _cells(entry)
        yield {name: cells[name] for name in FIELDS}


def _cells(entry: AuditEntry) -> dict[str, Any]:
    return {
        **entry.content(),
        "actor_email": entry.actor.email if entry.actor else "",
        "approver_email": entry.approver.email if entry.approver else "",
        "previous": entry.previous,
        "hash": entry.hash,
    }
