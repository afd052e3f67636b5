"""The project's own commands as processes of their own, on the database of the test."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

STARTS_WITHIN = 120.0
STOPS_WITHIN = 30.0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environ(tmp_path, redis=""):
    """The environment in which a command finds the test's database, keys and (where given) Redis."""
    return os.environ | {
        "DATABASE_URL": _database_url(),
        "KEY_DIR": str(settings.KEY_DIR),
        "DATA_DIR": str(tmp_path),
        "REDIS_URL": redis,
        "BASE_URL": "http://127.0.0.1:8000",
        "DEBUG": "",
    }


def _database_url():
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + name


def node():
    """Node.js: the machine's own, else the one that came as a wheel."""
    found = shutil.which("node")
    return [found] if found else [sys.executable, str(settings.BASE_DIR / "frontend" / "node.py")]


@contextmanager
def command(*arguments, env):
    """A management command that runs, and is stopped at the end: it must end by itself, and well."""
    line = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    process = subprocess.Popen(line, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.output = process.communicate(timeout=STOPS_WITHIN)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            process.output = process.communicate()[0]
            raise
        finally:
            sys.stdout.write(process.output)  # shown where the test fails


@contextmanager
def server(*arguments, env):
    """A server that answers; its address."""
    port = free_port()
    with command("serve", "--port", str(port), *arguments, env=env) as process:
        wait_for(f"http://127.0.0.1:{port}/readyz", process)
        process.address = f"127.0.0.1:{port}"
        yield process


def wait_for(address, process):
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, "the server has ended"
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(address)
