"""The demonstration as processes: a server on the loopback address, a crowd that votes, and one key that stops both."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import sleep

from django.conf import settings

HOST = "127.0.0.1"
STARTS_WITHIN = 60.0
STOPS_WITHIN = 15.0
LOOK_EVERY = 0.1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Process = subprocess.Popen[bytes]


def is_free(port: int) -> bool:
    """Whether a server may listen on this port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def run(port: int, server: Sequence[str], crowd: Sequence[str], say_ready: Callable[[], None]) -> int:
    """Run a server for `port`, and, once it answers, a crowd (empty: none), until stopped.

    Both are command lines. Gives the server's exit status, or 0 when Ctrl-C, SIGTERM or SIGHUP stopped all of it.
    """
    for number in SIGNALS:  # SIGINT too: a shell that starts us in the background has it ignored
        signal.signal(number, signal.default_int_handler)
    started: list[Process] = []
    try:
        started.append(_start(server, port))
        if not _is_answering(started[0], port):
            return started[0].poll() or 1
        if crowd:
            started.append(_start(crowd, port))
        say_ready()
        return started[0].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(started)


def manage(*arguments: str) -> list[str]:
    """Give the command line of one of the project's own commands."""
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def _start(command: Sequence[str], port: int) -> Process:
    environ = {"BASE_URL": f"http://{HOST}:{port}", **os.environ, "DEMO": "1"}
    return subprocess.Popen(command, env=environ)  # noqa: S603 - our own commands, no shell


def _is_answering(server: Process, port: int) -> bool:
    """Wait until the server takes connections; False where it ends instead or takes too long."""
    for _ in range(int(STARTS_WITHIN / LOOK_EVERY)):
        if server.poll() is not None:
            return False
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return True
        sleep(LOOK_EVERY)
    return False


def _stop(processes: Sequence[Process]) -> None:
    """Ask every process to end, and end those that do not."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
