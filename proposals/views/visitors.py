"""Whose shuffle a visitor sees: always the same for one visitor, another for the next."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

KEY = "proposal_order"


def seed_of(request: HttpRequest) -> str:
    """The visitor's seed. Where there is a session it stays in there; a guest gets no cookie for it.

    A guest's seed follows from address and browser, is kept nowhere, and moves into the session on signing in.
    """
    if request.session.session_key is None:
        return _derived(request)
    seed: str = request.session.setdefault(KEY, _derived(request))
    return seed


def _derived(request: HttpRequest) -> str:
    visitor = f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')}"
    return salted_hmac(KEY, visitor).hexdigest()[:16]
