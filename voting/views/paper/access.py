"""How the pages about stations and papers begin: by asking for an office that works with them."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from voting.views.access import for_people

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Round, User, P], HttpResponse]
Answer = Callable[Concatenate[HttpRequest, Round, P], HttpResponse]

PAPER_VERBS = (Verb.SET_UP_STATION, Verb.CHECK_OFF, Verb.TYPE_PAPER, Verb.CLOSE_STATION, Verb.REREAD)


def for_office(*verbs: Verb) -> Callable[[View[P]], Answer[P]]:
    """Hand the view who holds an office that carries one of the verbs; a guest signs in, others are forbidden."""

    def guard(view: View[P]) -> Answer[P]:
        @for_people
        @wraps(view)
        def answer(
            request: HttpRequest, round: Round, user: User, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if not any(may(user, verb, round) for verb in verbs):
                raise PermissionDenied
            return view(request, round, user, *args, **kwargs)

        return answer

    return guard
