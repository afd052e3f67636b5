"""How the city's pages at the desk begin: by asking which offices the person holds."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from city.models import Case, RoleGrant, User
from city.queries.cases import cases
from city.queries.offices import grants
from city.queries.permissions import Powers, powers_of
from city.rules.phases import Verb
from city.rules.roles import TWO_PERSON

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, User, Powers, P], HttpResponse]
Answer = Callable[Concatenate[HttpRequest, P], HttpResponse]

CASE_READERS = TWO_PERSON | {Verb.READ_DESK}
ROLE_READERS = frozenset({Verb.GRANT, Verb.REVOKE, Verb.READ_DESK})


def for_offices(*verbs: Verb) -> Callable[[View[P]], Answer[P]]:
    """Hand the view the official and what their offices carry, if that is one of the verbs; a guest signs in first."""

    def guard(view: View[P]) -> Answer[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, User):
                is_page = request.method == "GET"
                return redirect_to_login(request.get_full_path() if is_page else reverse("frontend:desk"))
            powers = powers_of(request.user)
            if not powers.may_somewhere(verbs):
                raise PermissionDenied
            return view(request, request.user, powers, *args, **kwargs)

        return answer

    return guard


def fetch_case(powers: Powers, pk: int) -> Case:
    """A case about what an office of this person deals with."""
    return get_object_or_404(cases().filter(powers.reach(CASE_READERS)), pk=pk)


def fetch_grant(powers: Powers, pk: int) -> RoleGrant:
    """An office that an office of this person may ask to take back."""
    return get_object_or_404(grants().filter(powers.reach({Verb.REVOKE})), pk=pk)
