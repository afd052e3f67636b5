"""The last evening, rehearsed: so many ballots in so many minutes, with viewers and readers, on the real deployment.

    PYTHONPATH=. python benchmarks/evening.py [--ballots 40000] [--minutes 20] [--viewers 2000] [--pages 20]

PostgreSQL, Redis, `seal`, and a process each for sockets, pages and ballots, as docs/live.md says: ballots on the first
core, sockets and pages (and the viewers) on the others. At the end nothing may be lost, nothing double, and the tally
must be what `manage.py verify` counts.
"""
# ruff: noqa: E402 - Django is set up once its database is there

import argparse
import json
import random
from collections.abc import Sequence
from datetime import timedelta
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from benchmarks import town

if __name__ == "__main__":
    town.enter("evening")

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from city.models import District, Round, User
from tests.factories import make_contest
from voting.actions.keys import make_key
from voting.management.load.requests import Answers, Request, Stream
from voting.management.load.running import Crowd
from voting.management.load.viewers import Watch
from voting.models import PendingCast, RollEntry, SealedCast
from voting.queries.tallies import standing
from voting.rules.identity import mailbox
from voting.rules.identity.hashes import identity_hash

PROJECTS, CHOICES = 60, 10
SOCKETS_PORT, PAGES_PORT, BALLOTS_PORT = 8202, 8203, 8204
CSRF = "a" * 32
SEED = 7
FIRST, ELSEWHERE = town.cores()
BEFORE = 20.0  # seconds of ballots alone: what the others are compared with


def voters(round: Round, district: District, count: int) -> list[User]:
    """So many people on the roll."""
    people = [User(email=f"voter{number}@example.org", is_active=True) for number in range(count)]
    for one in people:
        one.set_unusable_password()
    people = User.objects.bulk_create(people, batch_size=2_000)
    key = make_key(round)
    entries = [
        RollEntry(
            round=round,
            identity_hmac=identity_hash(key, f"email:{mailbox(one.email)}"),
            district=district,
            method="roll",
            level=3,
            verified_on=timezone.now().date(),
        )
        for one in people
    ]
    RollEntry.objects.bulk_create(entries, batch_size=2_000)
    return people


def sessions(people: Sequence[User]) -> list[str]:
    """A sign-in for each of them: its key."""
    store, keys = SessionStore(), [uuid4().hex for _ in people]
    rows = []
    for key, one in zip(keys, people, strict=True):
        said = {
            SESSION_KEY: str(one.pk),
            BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
            HASH_SESSION_KEY: one.get_session_auth_hash(),
        }
        rows.append(
            Session(session_key=key, session_data=store.encode(said), expire_date=timezone.now() + timedelta(days=1))
        )
    Session.objects.bulk_create(rows, batch_size=2_000)
    return keys


def ballots(round: Round, district: District, keys: Sequence[str]) -> list[Request]:
    """A ballot of about ten choices for each sign-in."""
    chance = random.Random(SEED)
    codes = [row["code"] for row in round.manifest["districts"][0]["projects"]]
    found = []
    for key in keys:
        choices = sorted(chance.sample(codes, chance.randint(CHOICES - 3, CHOICES + 3)))
        body = {"cast_id": str(uuid4()), "district": district.code, "prev": 0, "nonce": uuid4().hex * 2}
        cookie = f"sid={key}; csrf={CSRF}"
        path = f"/api/v1/rounds/{round.slug}/ballots"
        found.append(Request(path, cookie, CSRF, json.dumps(body | {"choices": choices})))
    return found


def pages(round: Round) -> list[Request]:
    ways = ("", "live/", "proposals/", "results/")
    return [Request("/"), *(Request(f"/rounds/{round.slug}/{way}") for way in ways)]


def rehearse(asked: argparse.Namespace, round: Round, votes: list[Request]) -> dict[str, Any]:
    """First ballots alone, then the evening: what was answered, and what the viewers saw."""
    rate = asked.ballots / (asked.minutes * 60)
    alone = int(rate * BEFORE)
    reads, casts = f"127.0.0.1:{PAGES_PORT}", f"127.0.0.1:{BALLOTS_PORT}"
    with Crowd(4) as crowd:
        begin = monotonic() + 1
        unloaded = crowd.send(Stream(casts, votes[:alone], rate, begin, begin + 10 * BEFORE, once=True)).result()
        reading = crowd.send(Stream(reads, pages(round), 5, monotonic(), monotonic() + 10)).result()
        begin = monotonic() + 1
        come = asked.viewers / 500
        until = begin + come + asked.minutes * 60
        path = f"/ws/rounds/{round.slug}/tally/"
        watch = Watch(f"127.0.0.1:{SOCKETS_PORT}", path, asked.viewers, begin, until + 15, cores=ELSEWHERE)
        watching = crowd.watch(watch, 2)
        casting = crowd.send(Stream(casts, votes[alone:], rate, begin + come, until + 3600, once=True))
        looking = crowd.send(Stream(reads, pages(round), asked.pages, begin + come, until))
        found = {"alone": unloaded, "casts": casting.result(), "pages": looking.result(), "pages alone": reading}
        return found | {"seen": watching()}


def main(asked: argparse.Namespace) -> None:
    round, district = make_contest([100_00] * PROJECTS, slug="evening", envelope_minor=2_000_00)
    keys = sessions(voters(round, district, asked.ballots))
    votes = ballots(round, district, keys)
    connection.close()
    with (
        town.process("manage.py", "seal"),
        town.server(SOCKETS_PORT, "--only", "sockets", on=ELSEWHERE) as sockets,
        town.server(PAGES_PORT, "--only", "pages", on=ELSEWHERE) as reading,
        town.server(BALLOTS_PORT, "--only", "pages", on=FIRST) as casting,
    ):
        found = rehearse(asked, round, votes)
        pids = {"sockets": sockets.pid, "pages": reading.pid, "ballots": casting.pid}
        memory = {name: town.memory_kb(pid) // 1024 for name, pid in pids.items()}
        sleep(3)
    tell(asked, found, memory)
    check(round, found)


def tell(asked: argparse.Namespace, found: dict[str, Any], memory: dict[str, int]) -> None:
    print(
        f"{asked.ballots} ballots of about {CHOICES} choices in {asked.minutes} minutes, {asked.viewers} viewers,"
        f" {asked.pages} pages a second; {town.load_of_machine()}"
    )
    for name in ("alone", "casts", "pages alone", "pages"):
        print(f"  {name:12} {words(found[name])}")
    seen = found["seen"]
    newest = max(seen.last)
    print(f"  viewers: {seen.frames} frames, {seen.lost} lost, {seen.refused} refused")
    print(f"  {seen.last.count(newest)} of {len(seen.last)} viewers knew the last numbers: {newest}")
    print("  memory: " + ", ".join(f"{name} {size} MB" for name, size in memory.items()))


def words(answers: Answers) -> str:
    p50, p95, p99 = town.percentiles(answers.seconds)
    return f"{dict(answers.statuses)} p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms"


def check(round: Round, found: dict[str, Any]) -> None:
    acknowledged = found["alone"].statuses[201] + found["casts"].statuses[201]
    stored = [
        PendingCast.objects.filter(round=round).count(),
        SealedCast.objects.filter(round=round).count(),
    ]
    slots = PendingCast.objects.values("slot").union(SealedCast.objects.values("slot")).count()
    print(f"  {acknowledged} acknowledged, {stored[0]} wait, {stored[1]} in the log, of {slots} voters")
    assert acknowledged == sum(stored) == slots, "a ballot is lost or there twice"
    assert standing(round, timezone.now()).cast == slots
    call_command("verify", round.slug)
    print("  nothing lost, nothing twice, and the tally is what a recount gives")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--ballots", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--viewers", type=int, default=500)
    parser.add_argument("--pages", type=float, default=10)
    asked_for = parser.parse_args()
    if asked_for.minutes * 60 <= BEFORE:
        parser.error(f"--minutes: more than the {BEFORE:.0f} seconds in which ballots come alone before")
    main(asked_for)
    connection.close()
