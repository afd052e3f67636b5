"""How every page of a vote begins: by fetching what it shows, which is also asking whether it may be shown."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from city.models import Round, User
from city.queries.permissions import roles_of
from city.queries.rounds import rounds
from city.rules import roles
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Refused
from voting.queries.admission import own_contest, require_no_paper, require_open, roll_entry
from voting.queries.roll import Right, on_paper, slot, version
from voting.queries.voters import Voter
from voting.views.paper.handover import assisted

P = ParamSpec("P")
# What is done at the desk of a vote: alone, and by two people.
ASKED_FOR = (
    Verb.FREEZE,
    Verb.EXTEND,
    Verb.CLOSE_EARLY,
    Verb.AMEND,
    Verb.WITHDRAW_LISTED,
    Verb.VOID,
    Verb.CLOSE_STATION,
    Verb.CERTIFY,
    Verb.DESTROY_KEY,
    Verb.CANCEL,
)
DESK_VERBS = (Verb.SET_RULE, Verb.SET_TERMS, Verb.COUNT, Verb.ANSWER, Verb.RERUN, *ASKED_FOR)


def in_round(
    view: Callable[Concatenate[HttpRequest, Round, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view its round, or 404; where the view is refused something, answer with the reasons in words."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        round = get_object_or_404(rounds(), slug=slug)
        try:
            return view(request, round, *args, **kwargs)
        except Refused as refused:
            return refusal_page(request, round, refused)

    return answer


def for_people(
    view: Callable[Concatenate[HttpRequest, Round, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Round, P], HttpResponse]:
    """Hand the view the person signed in; a guest signs in and comes back."""

    @wraps(view)
    def answer(request: HttpRequest, round: Round, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if isinstance(request.user, User):
            return view(request, round, request.user, *args, **kwargs)
        is_page = request.method == "GET"
        return redirect_to_login(request.get_full_path() if is_page else reverse("voting:vote", args=[round.slug]))

    return answer


def for_voters(
    view: Callable[Concatenate[HttpRequest, Round, Voter, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Round, P], HttpResponse]:
    """Hand the view the person signed in, or the one to whom a helper handed this device; a guest signs in first."""
    for_signed_in = for_people(view)

    @wraps(view)
    def answer(request: HttpRequest, round: Round, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        voter = assisted(request, round)
        if voter is None:
            return for_signed_in(request, round, *args, **kwargs)
        return view(request, round, voter, *args, **kwargs)

    return answer


def for_officers(
    view: Callable[Concatenate[HttpRequest, Round, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Round, P], HttpResponse]:
    """Hand the view who deals with the vote or reads the desk; anybody else is forbidden, a guest signs in first."""

    @for_people
    @wraps(view)
    def answer(request: HttpRequest, round: Round, user: User, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        held = roles_of(user, round)
        if not any(roles.may(held, verb) for verb in (*DESK_VERBS, Verb.READ_DESK)):
            raise PermissionDenied
        return view(request, round, user, *args, **kwargs)

    return answer


def fetch_right(voter: Voter, round: Round, district: str) -> Right:
    """The person's right in the contest, and the version that is in. Raises Refused where there is none."""
    entry = roll_entry(voter, round)
    contest = own_contest(entry, round, district)
    pseudonym = slot(entry, round, district)
    return Right(contest, pseudonym, version(pseudonym), pseudonym in on_paper([pseudonym]))


def fetch_open_right(voter: Voter, round: Round, district: str, now: datetime) -> Right:
    """The same while the vote is open, to who was given no paper in it. Raises Refused otherwise."""
    require_open(round, now)
    right = fetch_right(voter, round, district)
    require_no_paper(right.slot)
    return right


def refusal_page(request: HttpRequest, round: Round, refused: Refused) -> HttpResponse:
    context = {
        "round": round,
        "reasons": refused.reasons,
        "code": refused.reasons[0].code,
        "voting": round.stretch(PhaseKind.VOTING),
    }
    return render(request, "voting/refused.html", context, status=refused.kind)
