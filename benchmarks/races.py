"""Twelve at once for what only so many may have: so many districts to vote in, so many writes in a minute.

    PYTHONPATH=. python benchmarks/races.py [ROUNDS]

Through the whole of Django, each request on a connection of its own. Never more than the limit, and never a 5xx.
"""
# ruff: noqa: E402 - Django is set up once its database is there

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from benchmarks import town

if __name__ == "__main__":
    town.enter("races", log_level="ERROR")  # most writes are refused here, and each refusal is a warning

import django

django.setup()

from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment

from city.models import Round
from city.rules.limits import parse_limits
from tests.factories import NOW, make_district, make_envelope, make_proposal, make_round, make_user, make_voter
from voting.actions.freezing import freeze
from voting.models import PendingCast

AT_ONCE = 12
DISTRICTS = 12
LIMIT = 2
WRITES = 5


def any_districts() -> tuple[Round, list[str]]:
    """A round in which people vote in any two districts of twelve."""
    round = make_round(may_vote_in="any", may_vote_in_count=LIMIT)
    codes = []
    for _ in range(DISTRICTS):
        district = make_district()
        make_envelope(round, district)
        make_proposal(round, district, cost_minor=100_00)
        codes.append(district.code)
    return freeze(actor=None, now=NOW, round=round), codes


def at_once(requests: list[tuple[Client, str, dict[str, object]]]) -> Counter[int]:
    """The statuses of these posts, all sent at the same moment."""
    start = Barrier(len(requests))

    def post(client: Client, path: str, body: dict[str, object]) -> int:
        start.wait()
        try:
            return client.post(path, body, content_type="application/json").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(requests)) as pool:
        return Counter(pool.map(post, *zip(*requests, strict=True)))


def signed_in(user: object) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def race_for_districts(round: Round, codes: list[str]) -> Counter[int]:
    voter = make_voter(round, round.envelopes.first().district)
    path = f"/api/v1/rounds/{round.slug}/ballots"
    bodies = [
        {"cast_id": str(uuid4()), "district": code, "prev": 0, "nonce": "11" * 32, "choices": []} for code in codes
    ]
    client = signed_in(voter)
    return at_once([(client_of(client), path, body) for body in bodies])


def client_of(other: Client) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies = other.cookies
    return client


def race_for_writes(path: str) -> Counter[int]:
    client = signed_in(make_user())
    return at_once([(client_of(client), path, {}) for _ in range(AT_ONCE)])


def main(rounds: int) -> None:
    setup_test_environment()
    round, codes = any_districts()
    over, failed = 0, Counter[int]()
    for _ in range(rounds):
        before = PendingCast.objects.count()
        statuses = race_for_districts(round, codes)
        over += PendingCast.objects.count() - before != LIMIT or statuses[201] != LIMIT
        failed += Counter(status for status in statuses.elements() if status >= 500)
    print(f"{rounds} times {AT_ONCE} ballots at once, {LIMIT} districts allowed: {over} wrong, failed: {dict(failed)}")
    settings.WRITE_LIMITS = settings.WRITE_LIMITS | {"casts": parse_limits(f"{WRITES}/h 1000000/h")}
    over_writes = 0
    for _ in range(rounds):
        statuses = race_for_writes(f"/api/v1/rounds/{round.slug}/ballots")
        over_writes += statuses[429] != AT_ONCE - WRITES
        failed += Counter(status for status in statuses.elements() if status >= 500)
    print(f"{rounds} times {AT_ONCE} writes at once, {WRITES} allowed: {over_writes} wrong, failed: {dict(failed)}")
    assert not over
    assert not over_writes
    assert not failed


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
