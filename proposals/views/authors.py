"""What an author does: propose, change what was returned, withdraw."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from city.models import Round, User
from city.queries.rounds import envelopes_of
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Refused
from proposals.actions.submitting import submit
from proposals.actions.submitting import withdraw as take_back
from proposals.forms.writing import ProposalForm, typed_from
from proposals.models import Proposal
from proposals.queries.offers import author_verbs
from proposals.views.access import fetch_own, fetch_round, for_people
from proposals.views.cards import Card, card_of

UNSENT = "unsent proposal"


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose something. When is said to guests as well: nobody signs in to learn that it is over.

    Who was still writing when it ended is told so above all that was typed.
    """
    round = fetch_round(slug)
    if request.method != "POST" and not round.permits(Verb.SUBMIT, timezone.now()):
        context = {"round": round, "proposing": round.stretch(PhaseKind.PROPOSING), "now": timezone.now()}
        return render(request, "proposals/closed.html", context)
    if request.method == "POST" and not request.user.is_authenticated:
        # The session ended while they wrote: what they typed waits until they have signed in again.
        request.session[UNSENT] = {slug: request.POST.dict()}
    return _write(request, round, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def edit(request: HttpRequest, user: User, slug: str, pk: int) -> HttpResponse:
    """Change a proposal that a moderator returned, and hand it in again."""
    proposal = fetch_own(user, slug, pk)
    if request.method != "POST" and Verb.SUBMIT not in author_verbs(user, proposal, timezone.now()):
        return redirect(proposal)
    return _write(request, proposal.round, proposal)


@for_people
def _write(request: HttpRequest, user: User, round: Round, proposal: Proposal | None) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    opening = typed_from(proposal) if proposal else request.session.pop(UNSENT, {}).get(round.slug)
    form = ProposalForm(typed, initial=opening, round=round, envelopes=envelopes_of(round))
    is_preview = "preview" in request.POST
    if form.is_valid() and not is_preview:
        try:
            sent_in = submit(
                actor=user,
                now=timezone.now(),
                round=round,
                draft=form.draft(get_language() or round.language),
                proposal=proposal,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("proposals:sent", round.slug, sent_in.pk)
    context = {
        "form": form,
        "round": round,
        "proposal": proposal,
        "proposing": round.stretch(PhaseKind.PROPOSING),
        "card": _preview(form, user, round) if is_preview and form.is_valid() else None,
    }
    return render(request, "proposals/write.html", context, status=422 if form.errors else 200)


def _preview(form: ProposalForm, user: User, round: Round) -> Card:
    """The proposal as it would stand in the list; nothing is stored."""
    draft = form.draft(get_language() or round.language).tidied()
    return card_of(Proposal(round=round, author=user, **draft.columns()))


@require_safe
@for_people
def sent(request: HttpRequest, user: User, slug: str, pk: int) -> HttpResponse:
    """What happens next, for who has just handed a proposal in."""
    proposal = fetch_own(user, slug, pk)
    round = proposal.round
    context = {
        "proposal": proposal,
        "card": card_of(proposal),
        "round": round,
        "reviewing": round.stretch(PhaseKind.REVIEWING),
        "voting": round.stretch(PhaseKind.VOTING),
    }
    return render(request, "proposals/sent.html", context)


@require_POST
@for_people
def withdraw(request: HttpRequest, user: User, slug: str, pk: int) -> HttpResponse:
    proposal = fetch_own(user, slug, pk)
    try:
        take_back(actor=user, now=timezone.now(), proposal=proposal)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
    else:
        messages.success(request, _("You have withdrawn your proposal. Only you and the city can still see it."))
    return redirect(proposal)
