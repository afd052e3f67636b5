"""Fetching is authorising: what these give, the visitor may see."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from budgets.models import Commitment
from budgets.queries.statements import official_awards
from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from voting.models import Award


def fetch_round(slug: str) -> Round:
    """The money of every round is public."""
    return get_object_or_404(Round.objects.prefetch_related("phases"), slug=slug)


def fetch_spending_round(request: HttpRequest, slug: str) -> tuple[User, Round]:
    """The official who asks and the round, for those who may spend its money."""
    round = fetch_round(slug)
    if not (isinstance(request.user, User) and may(request.user, Verb.COMMIT, round)):
        raise PermissionDenied
    return request.user, round


def fetch_deciding_round(request: HttpRequest, slug: str) -> tuple[User, Round]:
    """The official who asks and the round, for those who may decide what becomes of an award that falls through."""
    round = fetch_round(slug)
    if not (isinstance(request.user, User) and may(request.user, Verb.REALLOCATE, round)):
        raise PermissionDenied
    return request.user, round


def fetch_round_at_desk(request: HttpRequest, slug: str) -> tuple[Round, bool]:
    """The round, for those who spend its money or read the desk; and whether they may spend."""
    round = fetch_round(slug)
    may_spend = may(request.user, Verb.COMMIT, round)
    if not (may_spend or any(may(request.user, verb, round) for verb in (Verb.REALLOCATE, Verb.READ_DESK))):
        raise PermissionDenied
    return round, may_spend


def fetch_award(round: Round, pk: int) -> Award:
    """An award of the round's official outcomes."""
    return get_object_or_404(official_awards(), outcome__round=round, pk=pk)


def fetch_commitment(round: Round, pk: int) -> Commitment:
    """A commitment under such an award."""
    commitments = Commitment.objects.select_related("award__proposal", "award__outcome__round")
    return get_object_or_404(commitments, award__outcome__round=round, award__outcome__is_official=True, pk=pk)
