"""A PostgreSQL and a Redis of one's own in a temporary folder, to be killed without harm to anybody."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
from redis import Redis
from redis.exceptions import RedisError

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
PORTS = range(8100, 8200)
SMALL_REDIS = "4mb"


def bindir():
    """Where PostgreSQL's programs are; empty where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if found:
        return found[-1]
    beside = shutil.which("initdb")
    return Path(beside).parent if beside else None


def owner():
    """PostgreSQL does not run as root: then as its own user."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


class Cluster:
    """A PostgreSQL server as it comes, with all its care for the disk."""

    def __init__(self, folder, port):
        self.folder, self.port = folder / "postgres", port
        self.url = f"postgres://purse@127.0.0.1:{port}/purse"
        self.empty_url = f"postgres://purse@127.0.0.1:{port}/postgres"
        self.kills = 0
        self.folder.mkdir()
        if owner():
            folder.chmod(0o755)
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self.folder, "-U", "purse", "--auth=trust", "--no-sync", "-E", "UTF8")
        self.start()
        with psycopg.connect(self.empty_url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE purse")

    def start(self):
        """Start it; where it was killed its children may have to end first."""
        line = [bindir() / "postgres", "-D", self.folder, "-p", str(self.port), "-k", self.folder]
        line += ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=120"]
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.process = subprocess.Popen(
                line, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **owner()
            )
            while self.process.poll() is None and time.monotonic() < until:
                if self._answers():
                    return
                time.sleep(0.05)
            time.sleep(0.1)
        raise TimeoutError("PostgreSQL does not start")

    def kill(self):
        """What a power cut of the server's process looks like: no farewell to anybody."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)

    def _answers(self):
        try:
            psycopg.connect(self.empty_url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program, *arguments):
        line = [str(word) for word in (bindir() / program, *arguments)]
        subprocess.run(line, cwd=self.folder, check=True, capture_output=True, **owner())


class SmallRedis:
    """A Redis that keeps nothing and is soon full."""

    def __init__(self, port):
        self.port = port
        self.url = f"redis://127.0.0.1:{port}/0"
        self.client = Redis(port=port, socket_timeout=2)
        self.turns = {"killed": 0, "emptied": 0, "filled": 0}
        self.start()

    def start(self):
        line = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        line += ["--maxmemory", SMALL_REDIS, "--maxmemory-policy", "noeviction"]
        self.process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self._answers)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.turns["killed"] += 1

    def empty(self):
        self.client.flushall()
        self.turns["emptied"] += 1

    def fill(self):
        """Write until it takes no more."""
        try:
            for number in range(10_000):
                self.client.set(f"junk:{number}", b"x" * 16_384)
        except RedisError:
            self.turns["filled"] += 1

    def stop(self):
        self.process.kill()
        self.process.wait()

    def _answers(self):
        try:
            return self.client.ping()
        except RedisError:
            return False


def wait_until(is_so, patience=PATIENCE):
    until = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError(is_so)
        time.sleep(0.05)


def listen():
    """A socket that listens at a free port of ours."""
    for port in random.sample(PORTS, len(PORTS)):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError:
            listening.close()
            continue
        listening.listen(1024)
        return listening
    raise RuntimeError("no port is free")


def free_port():
    """A port at which nobody listens."""
    with listen() as probe:
        return probe.getsockname()[1]


@contextmanager
def stopping(thing):
    try:
        yield thing
    finally:
        thing.stop()


def end_well():
    """Have a request to end unwind what was begun, so that nothing is left running."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def migrate(env):
    line = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(line, env=env, cwd=ROOT, check=True)
