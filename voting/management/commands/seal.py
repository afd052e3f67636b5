"""Seal: mix the ballots that wait into the count, each second until told to stop."""

import asyncio
import signal
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from voting.management import sealer
from voting.management.guard import refuse_rolled_back


class Command(BaseCommand):
    help = "Mix the ballots that wait into the count, each second; several may run, one of them works."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="seal once, count what has closed, and end")

    def handle(self, *_args: Any, **options: Any) -> None:
        refuse_rolled_back()
        asyncio.run(_once() if options["once"] else _run())


async def _once() -> None:
    await sealer.Sealer().step(timezone.now())
    await sealer.count_closed(timezone.now())


async def _run() -> None:
    sealing = asyncio.create_task(sealer.run())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, sealing.cancel)
    with suppress(asyncio.CancelledError):
        await sealing
