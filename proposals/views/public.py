"""What everyone can read: the list of a round's proposals, and each on its own page."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from city.models import User
from city.queries.rounds import envelopes_of
from city.rules.phases import PhaseKind, Verb
from city.views.shared import shared
from proposals.forms.filters import VIEWS, FilterForm
from proposals.models import Proposal
from proposals.queries.history import steps
from proposals.queries.listing import Wanted, listed
from proposals.queries.offers import author_verbs, is_author, office_verbs
from proposals.rules.texts import paragraphs
from proposals.views.access import fetch_proposal, fetch_round
from proposals.views.cards import Card, card_of, pins, places
from proposals.views.visitors import guests_order, seed_of

A_PAGE = {"": 24, "table": 100, "map": 60}


@require_safe
@cache_control(private=True)
@shared(lambda request, slug: guests_order(request))  # noqa: ARG005 - the same order in every round
def proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """The public proposals of a round, searched, filtered and in an order of the visitor's own.

    They stand as cards, in a table or on the map.
    """
    round = fetch_round(slug)
    envelopes = list(envelopes_of(round))
    form = FilterForm(request.GET, districts=[envelope.district for envelope in envelopes])
    wanted = _wanted(form)
    view = form.cleaned_data.get("view", "")
    page = Paginator(listed(round, wanted, seed_of(request)), A_PAGE[view]).get_page(request.GET.get("page"))
    amounts = {envelope.district_id: envelope.amount_minor for envelope in envelopes}
    cards = [Card(proposal, amounts.get(proposal.district_id)) for proposal in page]
    context = {
        "round": round,
        "form": form,
        "wanted": wanted,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "cards": cards,
        "view": view,
        "views": [(label, _address(request, view=code), code == view) for code, label in VIEWS],
        "chips": [(words, _address(request, **{name: ""})) for name, words in form.chips()],
        "places": places((envelope.district for envelope in envelopes), wanted.district),
        "pins": pins(cards),
        "count": page.paginator.count,
        "whole": Proposal.objects.public().filter(round=round).count(),
        "may_propose": round.permits(Verb.SUBMIT, timezone.now()),
        "proposing": round.stretch(PhaseKind.PROPOSING),
    }
    return render(request, "proposals/list.html", context)


@require_safe
@cache_control(private=True)
@shared()
def proposal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A proposal with the city's answer and how it got here; its author and officials see what they may do."""
    now = timezone.now()
    shown = fetch_proposal(request, slug, pk)
    own = author_verbs(request.user, shown, now)
    context = {
        "proposal": shown,
        "round": shown.round,
        "card": card_of(shown),
        "paragraphs": paragraphs(shown.body),
        "address": f"{settings.BASE_URL}{shown.get_absolute_url()}",
        "places": places(envelope.district for envelope in envelopes_of(shown.round)),
        "valuation": getattr(shown, "valuation", None),
        "steps": steps(shown, now),
        "voting": shown.round.stretch(PhaseKind.VOTING),
        "is_voting": shown.round.is_voting(now) and bool(shown.code),
        "is_author": is_author(request.user, shown),
        "may_edit": Verb.SUBMIT in own,
        "may_withdraw": Verb.WITHDRAW in own,
        "may_review": isinstance(request.user, User) and bool(office_verbs(request.user, shown, now)),
    }
    return render(request, "proposals/proposal.html", context)


def _wanted(form: FilterForm) -> Wanted:
    form.is_valid()  # what it does not know is left out, not an error: links grow old
    typed = form.cleaned_data
    return Wanted(
        search=typed.get("q", ""),
        district=typed.get("district", ""),
        category=typed.get("category", ""),
        order=typed.get("order") or "random",
    )


def _address(request: HttpRequest, **changes: str) -> str:
    """The same list with other filters, from its first page; what is empty is left out."""
    asked = {**request.GET.dict(), **changes, "page": ""}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"
