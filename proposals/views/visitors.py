"""Whose shuffle a visitor sees: always the same for one visitor, another for the next."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

KEY = "proposal_order"
ORDERS = 64


def seed_of(request: HttpRequest) -> str:
    """The visitor's seed. Where there is a session it stays in there; a guest gets no cookie for it.

    A guest's seed follows from address and browser, is kept nowhere, and moves into the session on signing in.
    """
    if request.session.session_key is None:
        return guests_order(request)
    seed: str = request.session.setdefault(KEY, guests_order(request))
    return seed


def guests_order(request: HttpRequest) -> str:
    """One of so many orders that no idea stands first for more than a few, and so few that pages can be shared."""
    visitor = f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')}"
    return f"order {int(salted_hmac(KEY, visitor).hexdigest(), 16) % ORDERS}"
