"""Serve: pages and sockets; in the embedded default also the sealer and the task worker."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.management import first_run
from voting.management import sealer, worker
from voting.management.guard import refuse_rolled_back

STOP_SECONDS = 5
RECOUNT = [sys.executable, str(settings.BASE_DIR / "manage.py"), "recount", "--beside"]
LONGEST_MESSAGE = 1024  # viewers have nothing to say
SOCKETS_NICENESS = 10  # a frame to ten thousand may come a moment later, a ballot beside it may not


class Command(BaseCommand):
    help = "Serve the city. Without REDIS_URL one command does everything, with the sealer, the worker and the recount."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--processes", type=int, default=1)
        parser.add_argument("--only", choices=["pages", "sockets"], help="serve these alone; needs REDIS_URL")

    def handle(self, *_args: Any, host: str, port: int, processes: int, only: str | None, **_options: Any) -> None:
        if processes < 1:
            raise CommandError("--processes is 1 or more.")
        if (processes > 1 or only) and not settings.REDIS_URL:
            raise CommandError(
                "Without Redis there is one process: the others would not hear of its ballots. "
                "Set REDIS_URL (and run `manage.py seal` and `manage.py work` beside), or leave --processes and --only "
                "out."
            )
        allow_many_files()
        if only == "sockets":
            os.nice(SOCKETS_NICENESS)
        refuse_rolled_back()
        if told := first_run.words(timezone.now()):
            self.stdout.write(told)
        self.stdout.write(f"Serving http://{host}:{port} (Ctrl-C stops)")
        options = SERVER | {"app": _application(only), "host": host, "port": port}
        if processes > 1:
            uvicorn.run(**options, workers=processes)
        else:
            _serve(uvicorn.Server(uvicorn.Config(**options)))


SERVER: dict[str, Any] = {
    "loop": "uvloop",
    "http": "httptools",
    "ws": "config.framing:SharedFrames",
    "ws_per_message_deflate": False,
    "ws_max_size": LONGEST_MESSAGE,
    "ws_ping_interval": 60.0,
    "lifespan": "on",
    "log_config": None,  # settings.LOGGING
    "log_level": "warning",  # otherwise a line, with its address, for every viewer who comes and goes
    "access_log": False,  # who asked for what is nobody's business here; a proxy may count
    "server_header": False,
    "proxy_headers": False,  # settings.TRUSTED_PROXY_COUNT says whom to believe
    "timeout_graceful_shutdown": STOP_SECONDS,
}


def _application(only: str | None) -> str:
    module, name = settings.ASGI_APPLICATION.rsplit(".", 1)
    return f"{module}:{only or name}"


def allow_many_files() -> None:
    """Every viewer is an open file: as many as the machine lets us have, not the 1,024 of an ordinary program."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _serve(server: uvicorn.Server) -> None:
    """Serve in this process. Uvicorn raises the signal that stopped it once more: by then we end anyway."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        if settings.REDIS_URL:
            runner.run(server.serve())
        else:
            with _recounting():
                runner.run(_serve_alone(server))


@contextmanager
def _recounting() -> Iterator[None]:
    """The recount, in a process of its own beside this one; it ends with it, however that ends."""
    process = subprocess.Popen(RECOUNT, stdin=subprocess.PIPE)  # noqa: S603 - our own command, no shell
    try:
        yield
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


async def _serve_alone(server: uvicorn.Server) -> None:
    sealing = asyncio.create_task(sealer.run())
    working = worker.make_worker()
    thread = worker.start(working)
    try:
        await server.serve()
    finally:
        sealing.cancel()
        working.running = False
        await asyncio.to_thread(thread.join, STOP_SECONDS)
