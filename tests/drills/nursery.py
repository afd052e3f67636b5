"""Server processes that are killed and replaced all the time.

    python -m tests.drills.nursery '{"fd": 3, "servers": 3, "sealers": 1}'

Everything is loaded once and each process is a fork, so that a new one answers within a tenth of a second. All servers
take their visitors from one socket (`fd`, inherited), as those of `serve --processes` do. Without REDIS_URL a server
also seals, as `serve` does. Words on standard input steer it: `storm` begins to kill one process each `kill_every`
seconds (later where the last one that was killed has not been replaced yet), `calm` ends that; at the end of the input
everything is killed, and how often that was done is told as JSON.
"""

import asyncio
import ctypes
import gc
import json
import os
import random
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta

import uvicorn
from django.urls import get_resolver
from django.utils import timezone

from config.asgi import application
from voting.management.commands import seal, serve

LOOK_SECONDS = 0.02
CRY = 4
DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


@dataclass(frozen=True)
class Plan:
    """How many processes, and how they are treated; `skews` are seconds that servers' own clocks go wrong by."""

    fd: int
    servers: int = 1
    sealers: int = 0
    kill_every: float = 0.5
    skews: tuple[float, ...] = (0.0,)
    lasts: float = 1200.0
    seed: int = 1


@dataclass
class Kills:
    servers: int = 0
    sealers: int = 0


@dataclass
class Nursery:
    plan: Plan
    listening: socket.socket
    alive: dict[int, tuple[str, int]] = field(default_factory=dict)
    ready: set[int] = field(default_factory=set)
    cries: tuple[int, int] = field(default_factory=os.pipe)
    kills: Kills = field(default_factory=Kills)

    def fill(self):
        """Replace whatever has ended."""
        with suppress(ChildProcessError):
            while found := os.waitpid(-1, os.WNOHANG)[0]:
                self.alive.pop(found, None)
                self.ready.discard(found)
        while select.select([self.cries[0]], [], [], 0)[0]:
            self.ready.add(int.from_bytes(os.read(self.cries[0], CRY), "big"))
        for role, count in (("servers", self.plan.servers), ("sealers", self.plan.sealers)):
            for number in range(count):
                if (role, number) not in self.alive.values():
                    self.alive[self._bear(role, number)] = (role, number)

    def _bear(self, role, number):
        if child := os.fork():
            return child
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            if role == "servers":
                be_server(self.listening, self.plan.skews[number % len(self.plan.skews)], self.cry)
            else:
                self.cry()
                asyncio.run(seal._run())
        finally:
            os._exit(1)

    def cry(self):
        """A child tells that it works."""
        os.write(self.cries[1], os.getpid().to_bytes(CRY, "big"))

    @property
    def is_whole(self):
        return self.alive.keys() == self.ready

    def kill_one(self, choose):
        victim = choose(sorted(self.alive))
        role = self.alive[victim][0]
        os.kill(victim, signal.SIGKILL)
        setattr(self.kills, role, getattr(self.kills, role) + 1)

    def kill_all(self):
        for child in self.alive:
            os.kill(child, signal.SIGKILL)
        for child in self.alive:
            os.waitpid(child, 0)


class SharingServer(uvicorn.Server):
    """Takes its visitors from a socket that others wait at as well."""

    def __init__(self, listening, cry):
        super().__init__(uvicorn.Config(application, **serve.SERVER))
        self.listening, self.cry = listening, cry

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.cry()

    async def serve(self, sockets=None):
        await super().serve(sockets=[self.listening])


def be_server(listening, skew, cry):
    exact = timezone.now
    timezone.now = lambda: exact() + timedelta(seconds=skew)
    serve.RECOUNT = ["cat"]  # it would load everything anew for each server; the audit recounts
    serve._serve(SharingServer(listening, cry))


def run(plan):
    assert get_resolver().url_patterns  # loaded once, here
    gc.collect()
    gc.freeze()  # the children then look at little, and share the rest
    nursery = Nursery(plan, socket.socket(fileno=plan.fd))
    choose = random.Random(plan.seed).choice
    until, kill_at = time.monotonic() + plan.lasts, float("inf")
    while time.monotonic() < until:
        nursery.fill()
        if time.monotonic() >= kill_at and nursery.is_whole:
            nursery.kill_one(choose)
            kill_at = time.monotonic() + plan.kill_every
        if select.select([sys.stdin], [], [], LOOK_SECONDS)[0]:
            word = os.read(sys.stdin.fileno(), 64).decode().split()
            if not word:
                break
            kill_at = time.monotonic() if word[-1] == "storm" else float("inf")
    nursery.kill_all()
    print(json.dumps(asdict(nursery.kills)), flush=True)


if __name__ == "__main__":
    run(Plan(**json.loads(sys.argv[1])))
