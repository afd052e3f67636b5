"""The desk of moderators and reviewers: a queue, and one page to decide about each proposal."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from city.forms.lawful import LawfulForm
from city.models import User
from city.queries.rounds import envelopes_of
from city.rules.phases import Verb
from city.rules.refusal import Refused
from proposals.actions import moderating, valuing
from proposals.forms.desk import HideForm, ReturnForm, ValueForm, answered_in
from proposals.forms.filters import ALL, WAITING, InboxForm
from proposals.models import Proposal
from proposals.models.proposals import ProposalQuerySet
from proposals.queries.history import steps
from proposals.queries.inbox import next_after, queue, rounds_of, turn_of, verbs_of, waiting
from proposals.queries.listing import containing
from proposals.queries.offers import OFFICE, office_verbs
from proposals.rules.texts import paragraphs
from proposals.views.access import fetch_for_desk, fetch_to_decide, for_people
from proposals.views.cards import card_of, places

A_PAGE = 30


@require_safe
@never_cache
@for_people
def inbox(request: HttpRequest, user: User) -> HttpResponse:
    """What waits, the longest first; filters show the rest."""
    rounds = list(rounds_of(user))
    if not rounds:
        raise PermissionDenied
    form = InboxForm(request.GET, rounds=rounds)
    found = _found(form, user)
    page = Paginator(found.select_related("round", "district", "author", "valuation"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "rows": [(proposal, turn_of(proposal)) for proposal in page],
        "count": page.paginator.count,
        "is_narrow": any(form.cleaned_data.values()),
        "own": {verb.value for verb in verbs_of(user)},
    }
    return render(request, "proposals/inbox.html", context)


@require_safe
@never_cache
@for_people
def review(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """One proposal, with what this person may decide about it."""
    return _page(request, user, fetch_for_desk(user, pk))


@require_POST
@for_people
def publish(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    proposal = fetch_to_decide(user, Verb.PUBLISH, pk)
    form = LawfulForm(request.POST)
    return _decide(request, user, proposal, moderating.publish, form, _("Published: %(title)s"))


@require_POST
@for_people
def return_(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    proposal = fetch_to_decide(user, Verb.RETURN, pk)
    form = ReturnForm(request.POST, auto_id="return_%s")
    return _decide(request, user, proposal, moderating.return_, form, _("Returned to its author: %(title)s"))


@require_POST
@for_people
def hide(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    proposal = fetch_to_decide(user, Verb.HIDE, pk)
    form = HideForm(request.POST, auto_id="hide_%s")
    return _decide(request, user, proposal, moderating.hide, form, _("Hidden: %(title)s"))


@require_POST
@for_people
def value(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    proposal = fetch_to_decide(user, Verb.VALUE, pk)
    form = ValueForm(request.POST, currency=proposal.round.currency)
    return _decide(request, user, proposal, valuing.value, form, _("Answered: %(title)s"))


def _decide(
    request: HttpRequest, user: User, proposal: Proposal, act: Callable[..., object], form: LawfulForm, done: str
) -> HttpResponse:
    """Do it and go on to the next that waits, or show the page again with what is wrong and all that was typed."""
    following = next_after(proposal, rounds_of(user), verbs_of(user))
    if not form.is_valid():
        return _page(request, user, proposal, form)
    try:
        act(actor=user, now=timezone.now(), proposal=proposal, **form.arguments())
    except Refused as refused:
        form.refuse(refused)
        return _page(request, user, fetch_for_desk(user, proposal.pk), form, refused.kind)
    messages.success(request, done % {"title": proposal.title})
    return redirect("proposals:review", following.pk) if following else redirect("proposals:inbox")


def _page(
    request: HttpRequest, user: User, proposal: Proposal, wrong: LawfulForm | None = None, status: int = 422
) -> HttpResponse:
    may = office_verbs(user, proposal, timezone.now())
    context = {
        "proposal": proposal,
        "round": proposal.round,
        "card": card_of(proposal),
        "paragraphs": paragraphs(proposal.body),
        "valuation": getattr(proposal, "valuation", None),
        "steps": steps(proposal, timezone.now()),
        "turn": turn_of(proposal),
        "waiting": waiting(rounds_of(user), verbs_of(user)).count(),
        "places": places(envelope.district for envelope in envelopes_of(proposal.round)),
        "may": {verb.value: verb in may for verb in OFFICE},
        "following": next_after(proposal, rounds_of(user), verbs_of(user)),
        "wrong": wrong,
        **_forms(proposal, wrong),
    }
    return render(request, "proposals/review.html", context, status=status if wrong else 200)


def _forms(proposal: Proposal, wrong: LawfulForm | None) -> dict[str, LawfulForm]:
    """The forms of the page: new ones, but for the one that came back."""
    forms = {
        "return_form": ReturnForm(auto_id="return_%s"),
        "hide_form": HideForm(auto_id="hide_%s"),
        "value_form": ValueForm(initial=answered_in(proposal), currency=proposal.round.currency),
    }
    return {name: wrong if type(wrong) is type(form) else form for name, form in forms.items()}


def _found(form: InboxForm, user: User) -> ProposalQuerySet:
    form.is_valid()  # a filter it does not know is left out
    typed = form.cleaned_data
    rounds = rounds_of(user)
    if slug := typed.get("round"):
        rounds = rounds.filter(slug=slug)
    status = typed.get("status", WAITING)
    found = waiting(rounds) if status == WAITING else queue(rounds)
    if status not in {WAITING, ALL}:
        found = found.filter(status=status)
    return containing(found, typed.get("q", ""))
