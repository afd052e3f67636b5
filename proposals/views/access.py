"""How every page of proposals begins: by fetching what it shows, which is also asking whether it may be shown."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from city.models import Round, User
from city.queries.permissions import may, roles_of
from city.queries.rounds import rounds
from city.rules import roles
from city.rules.phases import Verb
from proposals.models import Proposal
from proposals.models.proposals import ProposalQuerySet
from proposals.queries.inbox import READERS, rounds_of
from proposals.queries.offers import is_author

P = ParamSpec("P")
# Addresses that only take a POST, each below the page that shows its button.
ACTS = {"withdraw", "publish", "return", "hide", "value"}


def for_people(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the view the person signed in; a guest signs in and comes back."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return redirect_to_login(_way_back(request))
        return view(request, request.user, *args, **kwargs)

    return answer


def _way_back(request: HttpRequest) -> str:
    """Where somebody goes on after signing in: the page they were on."""
    here = request.get_full_path()
    is_act = request.resolver_match is not None and request.resolver_match.url_name in ACTS
    return here.rstrip("/").rpartition("/")[0] + "/" if is_act else here


def fetch_round(slug: str) -> Round:
    return get_object_or_404(rounds(), slug=slug)


def fetch_proposal(request: HttpRequest, slug: str, pk: int) -> Proposal:
    """A proposal everyone may see; its author and those who deal with it see it before and after that, too."""
    proposal = get_object_or_404(_proposals(), pk=pk, round__slug=slug)
    if not (proposal.is_public or is_author(request.user, proposal) or _deals_with(request, proposal)):
        raise Http404
    return proposal


def fetch_own(user: User, slug: str, pk: int) -> Proposal:
    """A proposal this person wrote."""
    return get_object_or_404(_proposals(), pk=pk, round__slug=slug, author=user)


def fetch_for_desk(user: User, pk: int) -> Proposal:
    """A proposal of a round in which an office of this person deals with proposals, or reads the desk."""
    found = rounds_of(user)
    if not found.exists():
        raise PermissionDenied
    proposal = get_object_or_404(_proposals(), pk=pk)
    if not found.filter(pk=proposal.round_id).exists():
        raise PermissionDenied
    return proposal


def fetch_to_decide(user: User, verb: Verb, pk: int) -> Proposal:
    """The same, for somebody whose office carries the verb there."""
    proposal = fetch_for_desk(user, pk)
    if not may(user, verb, proposal.round):
        raise PermissionDenied
    return proposal


def _deals_with(request: HttpRequest, proposal: Proposal) -> bool:
    held = roles_of(request.user, proposal.round)
    return any(roles.may(held, verb) for verb in READERS)


def _proposals() -> ProposalQuerySet:
    return Proposal.objects.for_cards().prefetch_related("round__phases")
