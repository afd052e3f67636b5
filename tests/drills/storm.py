"""Thousands of ballots while whatever takes them is killed."""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection, connections

from tests.drills.audit import Recount, look
from tests.drills.clients import Wish, cast_all, wish
from tests.drills.places import ROOT, listen, wait_until
from tests.drills.town import close
from voting.models import PendingCast
from voting.queries.published import unpublished

CHANGES = 4  # every fourth voter casts again
HANGS_UP = 0.02


class Fleet:
    """The nursery's processes, from outside."""

    def __init__(self, env, **plan):
        self.kills, self.data_dir = {}, Path(env["DATA_DIR"])
        with listen() as listening:
            self.port, fd = listening.getsockname()[1], listening.fileno()
            line = [sys.executable, "-m", "tests.drills.nursery", json.dumps({"fd": fd, **plan})]
            self.log = (self.data_dir / f"servers-{self.port}.log").open("w")
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self.log, "pass_fds": [fd]}
            self.process = subprocess.Popen(line, cwd=ROOT, env=env, text=True, **pipes)
        wait_until(self._answers)

    def say(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def stop(self):
        told = self.process.communicate(timeout=30)[0]  # the end of its input is the end of it
        self.kills = json.loads(told)
        self.log.close()

    def _answers(self):
        assert self.process.poll() is None, "the nursery has ended"
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                return True
        except (URLError, OSError):
            return False


def lasting(answer):
    """A receipt but for the state of the log, which grows."""
    return {name: value for name, value in answer.items() if name != "checkpoint"}


@contextmanager
def fleet(env, **plan):
    started = Fleet(env, **plan)
    try:
        yield started
    finally:
        started.stop()


def server_env(data_dir, **more):
    """What a server needs to know besides its database: the keys and the secret of this process, and wide limits."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": settings.SECRET_KEY,
        "KEY_DIR": str(settings.KEY_DIR),
        "DATA_DIR": str(data_dir),
        "LIMIT_CASTS": "1000000/h 1000000/m",
        "LOG_LEVEL": "WARNING",
        "EMAIL_URL": "dummymail://",
        **more,
    }


@dataclass
class Report:
    answered: list[Wish] = field(default_factory=list)
    seen: dict = field(default_factory=dict)
    seconds: float = 0.0
    longest: float = 0.0
    again_differs: int = 0
    compared: int = 0
    findings: object = None
    caught_up: float = 0.0


def queues_of(voters, clients):
    """What each client will send: its voters' ballots, and then every fourth voter's second one."""
    shares = [voters[number::clients] for number in range(clients)]
    return [
        [wish(voter) for voter in share] + [wish(voter, prev=1, choices=["P02", "P03"]) for voter in share[::CHANGES]]
        for share in shares
    ]


def run(round, voters, servers, *, clients=8, beside=()):
    """Cast everybody's ballots in a storm, `beside` which these functions run until told to stop; then look."""
    over = threading.Event()
    threads = [threading.Thread(target=act, args=[over]) for act in beside]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    try:
        servers.say("storm")
        answered, seen = cast_all(servers.port, round.slug, queues_of(voters, clients), hangs_up=HANGS_UP)
    finally:
        servers.say("calm")
        over.set()
        for thread in threads:
            thread.join()
    report = Report(answered, dict(seen), time.monotonic() - began)
    report.longest = max(wish.answered_at - wish.sent_at for wish in answered)
    _settle(report, round, servers)
    return report


def let_go():
    """Give up our connections, and those that wait in the pool: the database may have been killed under them."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()


def _settle(report, round, servers):
    """Send everything once more, close the vote, and look at what is stored."""
    let_go()
    first = {wish.body: lasting(wish.answer) for wish in report.answered}
    requests = [[Wish(wish.voter, wish.body) for wish in report.answered[number::4]] for number in range(4)]
    again, _seen = cast_all(servers.port, round.slug, requests)
    report.again_differs = sum(wish.status != 200 or lasting(wish.answer) != first[wish.body] for wish in again)
    began = time.monotonic()
    close(round)
    wait_until(lambda: not PendingCast.objects.filter(round=round).exists() and round not in unpublished())
    report.caught_up = time.monotonic() - began
    report.findings = look(round, report.answered, published=servers.data_dir)
    report.compared = Recount(round).compared
