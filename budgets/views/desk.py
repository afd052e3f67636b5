"""The finance officer's desk: one page of a round's awards, one for an order, one for a payment."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budgets.actions.spending import commit, pay
from budgets.forms import AwardFilter, CommitForm, PayForm, ReallocateForm, SpendingForm
from budgets.queries.statements import award_statements, delivery_of
from budgets.views.fetching import (
    fetch_award,
    fetch_commitment,
    fetch_deciding_round,
    fetch_round_at_desk,
    fetch_spending_round,
)
from city.queries.money import format_money
from city.queries.permissions import may
from city.queries.rounds import envelopes_of
from city.rules.phases import Verb
from city.rules.refusal import Refused
from city.views.asking import ask_for
from city.views.proof import reauthenticated


@require_safe
@login_required
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    round, may_spend = fetch_round_at_desk(request, slug)
    awards = award_statements(round)
    form = AwardFilter(request.GET, districts=[envelope.district for envelope in envelopes_of(round)])
    found = form.keep(awards)
    context = {
        "round": round,
        "whole_awards": len(awards),
        "form": form,
        "found": len(found),
        "statements": found,
        "is_open": round.permits(Verb.COMMIT, timezone.now()),
        "may_spend": may_spend,
        "may_decide": may(request.user, Verb.REALLOCATE, round),
    }
    return render(request, "budgets/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthenticated
def fall_through(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask two officers to decide that an award falls through, and what happens with its money."""
    officer, round = fetch_deciding_round(request, slug)
    award = fetch_award(round, pk)
    form = ReallocateForm(request.POST or None, award=award)
    crumbs = [(reverse("frontend:desk"), _("The desk")), (reverse("budgets:desk", args=[slug]), round.title)]
    deck = _("The outcome stays as it was counted. What is ordered already is owed; the rest of the award is free.")
    return ask_for(request, officer, Verb.REALLOCATE, form, crumbs, deck)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthenticated
def order(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    officer, round = fetch_spending_round(request, slug)
    award = fetch_award(round, pk)
    now = timezone.now()
    form = CommitForm(
        request.POST or None,
        currency=round.currency,
        left_minor=delivery_of(award).left_minor,
        initial={"committed_on": timezone.localdate(now)},
    )
    if request.method == "POST" and _is_done(form, partial(commit, actor=officer, now=now, award=award)):
        _say(request, _("%(amount)s is ordered from %(payee)s."), form, form.cleaned_data["payee"])
        return redirect("budgets:desk", slug)
    context = {"round": round, "award": award, "form": form}
    return render(request, "budgets/order.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthenticated
def payment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    officer, round = fetch_spending_round(request, slug)
    commitment = fetch_commitment(round, pk)
    now = timezone.now()
    form = PayForm(
        request.POST or None,
        currency=round.currency,
        left_minor=commitment.unpaid_minor,
        initial={"paid_on": timezone.localdate(now)},
    )
    if request.method == "POST" and _is_done(form, partial(pay, actor=officer, now=now, commitment=commitment)):
        _say(request, _("%(amount)s is paid to %(payee)s."), form, commitment.payee)
        return redirect("budgets:desk", slug)
    context = {"round": round, "order": commitment, "form": form}
    return render(request, "budgets/payment.html", context, status=422 if form.errors else 200)


def _is_done(form: SpendingForm, act: Callable[..., object]) -> bool:
    """Whether what the form says is carried out; the reasons stand in the form where it is not."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _say(request: HttpRequest, message: str, form: SpendingForm, payee: str) -> None:
    amount = format_money(form.cleaned_data["amount_minor"], form.currency)
    messages.success(request, message % {"amount": amount, "payee": payee})
