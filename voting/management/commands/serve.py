"""Serve: pages and sockets; in the embedded default also the sealer and the task worker."""

import asyncio
import resource
import signal
from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.management import first_run
from voting.management import sealer, worker

STOP_SECONDS = 5
LONGEST_MESSAGE = 1024  # viewers have nothing to say


class Command(BaseCommand):
    help = "Serve the city. Without REDIS_URL one process does everything, the sealer and the task worker included."

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
    "ws": "websockets-sansio",
    "ws_per_message_deflate": False,
    "ws_max_size": LONGEST_MESSAGE,
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
        runner.run(server.serve() if settings.REDIS_URL else _serve_alone(server))


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
