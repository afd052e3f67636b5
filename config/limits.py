"""How often anybody may write: per person and per part of the network, counted for all processes together.

One call to Redis or, where there is none, one statement of the database counts both, so that of requests that come at
the same moment no more than the limit pass. Where the count itself fails, nobody is held up.
"""

import logging
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import count
from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from redis import Redis
from redis.exceptions import RedisError

from city.api import problem
from city.models import User, WriteCount
from city.rules.limits import Limit, Limits
from city.rules.networks import NOWHERE, network_of

logger = logging.getLogger(__name__)
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
API = "/api/"
A_MINUTE = 60
TIDY_EVERY = 1000
_writes = count(1)
Counted = Sequence[tuple[str, Limit]]

# What is not named here is of the kind "writes".
KINDS = {
    "account_login": "codes",
    "account_signup": "codes",
    "account_request_login_code": "codes",
    "account_confirm_login_code": "codes",
    "account_email_verification_sent": "codes",
    "mfa_authenticate": "codes",
    "mfa_reauthenticate": "codes",
    "mfa_activate_totp": "codes",
    "proposals:propose": "proposals",
    "proposals:edit": "proposals",
    "voting:cast": "casts",
    "voting:complain": "complaints",
    "api:cast_ballot": "casts",
}
COUNT_IN_REDIS = """
local found = {}
for i, key in ipairs(KEYS) do
  local times = redis.call('INCR', key)
  if times == 1 then redis.call('PEXPIRE', key, ARGV[i] * 1000) end
  found[2 * i - 1], found[2 * i] = times, redis.call('PTTL', key)
end
return found
"""
COUNT_IN_DATABASE = """
INSERT INTO city_writecount (key, count, ends) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN city_writecount.ends <= %s THEN 1 ELSE city_writecount.count + 1 END,
  ends = CASE WHEN city_writecount.ends <= %s THEN excluded.ends ELSE city_writecount.ends END
RETURNING key, count, ends
"""


class LimitsMiddleware:
    """Answers 429 to who writes too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.method in SAFE:
            return None
        match = request.resolver_match
        kind = KINDS.get(match.view_name, "writes") if match else "writes"
        wait = seconds_to_wait(_keys(request, kind, settings.WRITE_LIMITS[kind]))
        return too_many(request, wait) if wait else None


def too_many(request: HttpRequest, wait: int = A_MINUTE) -> HttpResponse:
    """Come again later: as a page of ours, or for programs as problem+json. allauth asks for this one as well."""
    if request.path.startswith(API):
        answer = problem(429, _("That was sent too often. Send the same again in %(n)d seconds.") % {"n": wait})
    else:
        answer = render(request, "429.html", {"minutes": ceil(wait / A_MINUTE)}, status=429)
    answer["Retry-After"] = str(wait)
    return answer


def seconds_to_wait(counted: Counted) -> int:
    """Count one more for each key; how long to wait where a limit is passed, else 0."""
    try:
        found = _in_redis(counted) if settings.REDIS_URL else _in_database(counted, time.time())
    except (RedisError, DatabaseError) as error:
        logger.warning("writes are not counted: %s", error)
        return 0
    waits = [left for (key, limit) in counted for times, left in [found[key]] if times > limit.times]
    return ceil(max(waits, default=0))


def _in_redis(counted: Counted) -> dict[str, tuple[int, float]]:
    names = [f"{settings.CACHES['default'].get('KEY_PREFIX', '')}:limit:{key}" for key, _limit in counted]
    found = _script()(keys=names, args=[limit.seconds for _key, limit in counted])
    return {key: (found[2 * i], max(found[2 * i + 1], 1) / 1000) for i, (key, _limit) in enumerate(counted)}


@cache
def _script() -> Callable[..., Any]:
    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1).register_script(
        COUNT_IN_REDIS
    )


def _in_database(counted: Counted, now: float) -> dict[str, tuple[int, float]]:
    counted = sorted(counted, key=lambda pair: pair[0])  # the same order everywhere, so that nobody waits in a circle
    values = [value for key, limit in counted for value in (key, now + limit.seconds)]
    statement = COUNT_IN_DATABASE.format(rows=", ".join(["(%s, 1, %s)"] * len(counted)))
    if next(_writes) % TIDY_EVERY == 0:
        WriteCount.objects.filter(ends__lte=now).delete()
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, now, now])
        return {key: (times, ends - now) for key, times, ends in cursor.fetchall()}


def _keys(request: HttpRequest, kind: str, limits: Limits) -> list[tuple[str, Limit]]:
    """Who is counted: keyed hashes, so that no list of counts says who wrote, or from where."""
    keys = [(_key(f"{kind} from {_neighbourhood(request)}"), limits.address)]
    if isinstance(request.user, User):
        keys.append((_key(f"{kind} by {request.user.pk}"), limits.person))
    return keys


def _key(words: str) -> str:
    return salted_hmac("limits", words, algorithm="sha256").hexdigest()


def _neighbourhood(request: HttpRequest) -> str:
    try:
        return network_of(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return NOWHERE
