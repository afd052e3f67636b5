"""What a viewer costs: the hub through `serve`, beside a bare floor and the consumer of Channels' documentation.

    PYTHONPATH=. python benchmarks/live.py [VIEWERS ...] [--seconds N] [--only VARIANT ...]

Each variant is one process, on PostgreSQL and Redis, with the same viewers, one after another in one run. Each second
all counts of a round move; the clock runs from the commit (for the two others: from the announcement) to the viewer.
"""
# ruff: noqa: E402 - Django is set up once its database is there

import argparse
import asyncio
import os
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from benchmarks import town

if __name__ == "__main__":
    town.enter("live")

import django

django.setup()

from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from django.db import connections, transaction
from django.utils import timezone
from redis.asyncio import Redis

from benchmarks.other_servers import CHANNEL, GROUP, text_of
from tests.factories import make_contest
from voting.live.hubs import numbers_of
from voting.live.news import announce
from voting.management.load.running import Crowd
from voting.management.load.viewers import Watch
from voting.models import Checkpoint, Tally, Turnout

PROJECTS = 290
COME = 1_000.0  # viewers a second
SETTLE = 5.0
PORT = 8201
START = 10**6  # the size of the log in the beginning: so every frame has the same length


@dataclass
class Result:
    """Milliseconds to the viewer; processor seconds of the server per million frames; kB for each viewer."""

    p50: float
    p95: float
    p99: float
    cpu: float
    memory: float
    missing: int
    lost: int


class Teller(Protocol):
    """Tells a variant the numbers of a step; gives when it was told."""

    async def tell(self, step: int) -> float: ...


class Sealer:
    """For the real server. What the sealer does each second is done here, so that the moment of commit is known."""

    def __init__(self, slug: str) -> None:
        self.round, self.district = make_contest(costs=[100_00] * PROJECTS, slug=slug, envelope_minor=10_000_000)
        self.tally = Tally(round=self.round, district=self.district, counted_at=timezone.now())
        self.turnout = Turnout(round=self.round, district=self.district, moved_at=timezone.now())
        self.codes = [row["code"] for row in self.round.manifest["districts"][0]["projects"]]

    def commit(self, step: int) -> tuple[float, dict[str, Any]]:
        self.tally.counts = dict.fromkeys(self.codes, START + step)
        self.tally.ballots = self.turnout.cast = self.turnout.sealed = self.turnout.size = START + step
        with transaction.atomic():
            self.tally.save()
            self.turnout.save()
            Checkpoint.objects.create(
                round=self.round, size=START + step, root="", note="", frontier=[], made_at=timezone.now()
            )
        return monotonic(), numbers_of(self.round)

    async def tell(self, step: int) -> float:
        committed_at, numbers = await sync_to_async(self.commit)(step)
        await announce(numbers)
        return committed_at


class ToTheLayer:
    """For the consumer of the documentation: the same numbers, sent to its group."""

    def __init__(self, numbers: dict[str, Any]) -> None:
        self.numbers = numbers

    def at(self, step: int) -> dict[str, Any]:
        tally = {code: dict.fromkeys(counts, START + step) for code, counts in self.numbers["tally"].items()}
        return {**self.numbers, "size": START + step, "cast": START + step, "sealed": START + step, "tally": tally}

    async def tell(self, step: int) -> float:
        told_at = monotonic()
        numbers = {"type": "snapshot", **self.at(step)}
        await get_channel_layer().group_send(GROUP, {"type": "tally", "numbers": numbers})
        return told_at


class ToTheFloor(ToTheLayer):
    """For the floor: the same numbers, as the text that is written to everybody."""

    async def tell(self, step: int) -> float:
        async with Redis.from_url(os.environ["REDIS_URL"]) as redis:
            told_at = monotonic()
            await redis.publish(CHANNEL, text_of(self.at(step)))
        return told_at


def measure(teller: Teller, path: str, viewers: int, seconds: int, pid: int) -> Result:
    """Let the viewers come, move the counts each second, and read the clocks."""
    empty = town.memory_kb(pid)
    with Crowd(2) as crowd:
        begin = monotonic() + 1
        count_from = begin + viewers / COME + SETTLE
        until = count_from + seconds
        watching = crowd.watch(Watch(f"127.0.0.1:{PORT}", path, viewers, begin, until + 2, COME), 2)
        told, used, full = asyncio.run(move(teller, pid, count_from, until))
        seen = watching()
    late = [
        moment - told[size]
        for size, moments in seen.arrivals.items()
        if told.get(size, 0) >= count_from
        for moment in sorted(moments)[:viewers]  # the snapshot of each eighth second tells the same size once more
    ]
    steps = sum(moment >= count_from for moment in told.values())
    missing = sum(viewers - len(seen.arrivals.get(size, [])) for size, at in told.items() if at >= count_from)
    cpu = used / max(seen.frames * steps / len(told), len(late), 1) * 1e6
    return Result(*town.percentiles(late), cpu, (full - empty) / viewers, max(missing, 0), seen.lost + seen.refused)


async def move(teller: Teller, pid: int, count_from: float, until: float) -> tuple[dict[int, float], float, int]:
    """Move the counts each second: when each was told, the processor seconds of those that count, and the memory."""
    told: dict[int, float] = {}
    used, step, due = None, 0, monotonic()
    while due < until:
        if due >= count_from and used is None:
            used = town.processor_seconds(pid)
        step, due = step + 1, due + 1
        told[START + step] = await teller.tell(step)
        await asyncio.sleep(max(due - monotonic(), 0))
    return told, town.processor_seconds(pid) - (used or 0), town.memory_kb(pid)


def results(viewers: int, seconds: int, variants: list[str], sealer: Sealer) -> dict[str, Result]:
    found, numbers = {}, numbers_of(sealer.round)
    tellers = {"floor": ToTheFloor(numbers), "documentation": ToTheLayer(numbers)}
    for variant in variants:
        if variant == "hub":
            with town.server(PORT) as server:
                found[variant] = measure(sealer, f"/ws/rounds/{sealer.round.slug}/tally/", viewers, seconds, server.pid)
        else:
            with town.process("-m", "benchmarks.other_servers", variant, str(PORT)) as server:
                town.wait_for(PORT)
                found[variant] = measure(tellers[variant], "/ws/bench/", viewers, seconds, server.pid)
    return found


def tell(viewers: int, found: dict[str, Result]) -> None:
    print(f"{viewers} viewers of {PROJECTS} counts that all move each second; {town.load_of_machine()}")
    for variant, one in found.items():
        print(
            f"  {variant:14} p50 {one.p50:7.1f} ms, p95 {one.p95:7.1f}, p99 {one.p99:7.1f};"
            f" {one.cpu:6.1f} processor seconds per million frames; {one.memory:5.1f} kB each;"
            f" {one.missing} frames missed, {one.lost} viewers lost"
        )
    if {"hub", "floor"} <= found.keys():
        print(f"  the hub takes {found['hub'].cpu / found['floor'].cpu:.2f} times the processor of the floor")
    if {"hub", "documentation"} <= found.keys():
        ratio = found["documentation"].cpu / found["hub"].cpu
        print(f"  the documentation's consumer takes {ratio:.1f} times the processor of the hub")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("viewers", type=int, nargs="*", default=[1_000])
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--only", nargs="+", default=["hub", "floor", "documentation"])
    asked = parser.parse_args()
    for count in asked.viewers:
        tell(count, results(count, asked.seconds, asked.only, Sealer(f"bench-{count}")))
    connections.close_all()
