"""Pages that are the same for every guest: made once, and shown to all of them for a few seconds.

Who is signed in always gets a page of their own: nobody sees what they did too late. Parts of it that are the same for
every resident are shared among residents, never with officials, whose acts they tell of. A page is kept in the process
that made it, under what moves its numbers, so that a count on it is never older than that; everything else on
it (a title, a deadline that passes) may be PAGE_SECONDS old.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import Any, NamedTuple, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language

from city.models import User
from city.queries.memory import near
from city.queries.permissions import is_official

View = Callable[..., HttpResponse]
T = TypeVar("T")
# Of many who ask for the same at once one makes it. What is made asks for nothing else that is kept for residents.
_MAKING = [Lock() for _ in range(16)]


class Kept(NamedTuple):
    """A page as it was made."""

    content: bytes
    kind: str
    etag: str


def no_marks(_request: HttpRequest, **_of: Any) -> Hashable:
    """For a page whose numbers do not move by themselves."""
    return None


def shared(marks: Callable[..., Hashable] = no_marks) -> Callable[[View], View]:
    """Keep what the view answers a guest, while `marks` (of the request and the view's arguments) stay the same."""

    def keeping(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
            if not _is_for_all(request):
                return view(request, **arguments)
            key = _key(request, marks(request, **arguments))
            kept = near.get(key)
            if kept is None:
                with _making(key):
                    kept = near.get(key)
                    if kept is None:
                        return _keep(key, request, view(request, **arguments))
            return _shown(request, HttpResponse(kept.content, content_type=kept.kind), kept.etag)

        return answer

    return keeping


def kept_for_residents(request: HttpRequest, mark: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives; a resident who is signed in is given what was made for another while `mark` stays the same.

    Made anew for officials; and for guests, whose whole page is kept: a part of it may not be older still.
    """
    user = getattr(request, "user", None)  # there is none where the request was refused before it had one
    is_resident = isinstance(user, User) and not is_official(user)
    if not (is_resident and settings.PAGE_SECONDS):
        return make()
    key = _hashed(mark)
    kept = near.get(key)
    if kept is None:
        with _making(key):
            kept = near.get_or_set(key, make, settings.PAGE_SECONDS)
    return cast("T", kept)


def _making(key: str) -> Lock:
    return _MAKING[int(key[:2], 16) % len(_MAKING)]


def _is_for_all(request: HttpRequest) -> bool:
    """Whether a guest asks, who has no session in which anything of theirs could stand."""
    is_guest = settings.SESSION_COOKIE_NAME not in request.COOKIES
    return is_guest and request.method == "GET" and settings.PAGE_SECONDS > 0


def _key(request: HttpRequest, marks: Hashable) -> str:
    return _hashed((request.get_full_path(), marks))


def _hashed(mark: Hashable) -> str:
    return sha256(repr((get_language(), mark)).encode()).hexdigest()


def _keep(key: str, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    has_form = request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)  # its token is one visitor's own
    if answer.status_code != 200 or answer.cookies or has_form:  # noqa: PLR2004 - a page, and nothing else
        return answer
    etag = quote_etag(sha256(answer.content).hexdigest()[:32])
    near.set(key, Kept(answer.content, answer["Content-Type"], etag), settings.PAGE_SECONDS)
    return _shown(request, answer, etag)


def _shown(request: HttpRequest, answer: HttpResponse, etag: str) -> HttpResponse:
    """The page, to be asked for again each time; who has it already is told that it is still the same."""
    answer["ETag"] = etag
    patch_cache_control(answer, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=answer) or answer
