"""Cases at the desk: those that wait for a second person, and what became of the others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from city.actions import cases as acts
from city.actions.kinds import Kind, kind_of
from city.forms.cases import DeclineForm
from city.models import Case, User
from city.models.cases import CaseStatus
from city.queries.cases import past, waiting
from city.queries.permissions import Powers
from city.rules.refusal import Refused
from city.views.access import CASE_READERS, fetch_case, for_offices
from city.views.proof import reauthenticated

A_PAGE = 30


@dataclass(frozen=True)
class Row:
    """A case, what it would do in a sentence, how it stands, and what this person may do with it."""

    case: Case
    kind: Kind
    told: str
    status: CaseStatus
    may_decide: bool
    may_withdraw: bool
    form: DeclineForm


@require_safe
@never_cache
@for_offices(*CASE_READERS)
def show_cases(request: HttpRequest, user: User, powers: Powers) -> HttpResponse:
    """What waits comes first, then what was decided."""
    return _page(request, user, powers)


@require_POST
@for_offices(*CASE_READERS)
@reauthenticated
def approve(request: HttpRequest, user: User, powers: Powers, pk: int) -> HttpResponse:
    case = fetch_case(powers, pk)
    return _decide(request, user, powers, lambda now: acts.approve(actor=user, now=now, case=case), _("Done: %(what)s"))


@require_POST
@for_offices(*CASE_READERS)
def decline(request: HttpRequest, user: User, powers: Powers, pk: int) -> HttpResponse:
    case = fetch_case(powers, pk)
    form = DeclineForm(request.POST, auto_id=f"decline_{pk}_%s")
    if not form.is_valid():
        return _page(request, user, powers, wrong={pk: form})
    said = form.cleaned_data["reason"]
    return _decide(
        request,
        user,
        powers,
        lambda now: acts.decline(actor=user, now=now, case=case, reason=said),
        _("Declined: %(what)s"),
    )


@require_POST
@for_offices(*CASE_READERS)
def withdraw(request: HttpRequest, user: User, powers: Powers, pk: int) -> HttpResponse:
    case = fetch_case(powers, pk)
    return _decide(
        request, user, powers, lambda now: acts.withdraw(actor=user, now=now, case=case), _("Withdrawn: %(what)s")
    )


def _decide(
    request: HttpRequest, user: User, powers: Powers, act: Callable[[datetime], Case], done: str
) -> HttpResponse:
    """Do it, or show the page again with the reasons why not."""
    try:
        case = act(timezone.now())
    except Refused as refused:
        return _page(request, user, powers, refused=refused)
    messages.success(request, done % {"what": kind_of(case).told(case)})
    return redirect("city:desk_cases")


def _page(
    request: HttpRequest,
    user: User,
    powers: Powers,
    refused: Refused | None = None,
    wrong: dict[int, DeclineForm] | None = None,
) -> HttpResponse:
    now = timezone.now()
    reach = powers.reach(CASE_READERS)
    page = Paginator(past(now).filter(reach), A_PAGE).get_page(request.GET.get("page"))
    forms = wrong or {}
    context: dict[str, Any] = {
        "waiting": [_row(case, user, powers, now, forms.get(case.pk)) for case in waiting(now).filter(reach)],
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "past": [_row(case, user, powers, now) for case in page],
        "reasons": refused.reasons if refused else (),
        "form": next(iter(forms.values()), None),
    }
    status = refused.kind if refused else HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "city/cases.html", context, status=status)


def _row(case: Case, user: User, powers: Powers, now: datetime, form: DeclineForm | None = None) -> Row:
    kind, is_own = kind_of(case), case.opened_by_id == user.pk
    is_waiting = case.is_waiting(now)
    return Row(
        case=case,
        kind=kind,
        told=kind.told(case),
        status=case.status_at(now),
        may_decide=is_waiting and not is_own and powers.may(kind.verb, case.round_id),
        may_withdraw=is_waiting and is_own,
        form=form or DeclineForm(auto_id=f"decline_{case.pk}_%s"),
    )
