"""Let invented residents vote, so that the tallies of the demonstration move."""

import signal
from argparse import ArgumentParser
from random import Random
from threading import Event

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from city.rules.refusal import Kind
from demo.simulation import Crowd, gather, moments, step

REPORT_EVERY = 500
PAUSE = 1.0


class Command(BaseCommand):
    help = "Let invented residents cast ballots in every round that is voting. Ctrl-C stops it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--votes-per-second", type=float, default=5.0, metavar="N")
        parser.add_argument("--ballots", type=int, default=0, metavar="N", help="stop after N ballots (0: never)")

    def handle(self, *, votes_per_second: float, ballots: int, **_options: object) -> None:
        if votes_per_second <= 0:
            raise CommandError("--votes-per-second must be more than 0")
        stop = _stop_on_signals()
        crowd = gather(timezone.now(), Random())
        if not crowd.fresh:
            self.stdout.write("No round is voting now, so nobody votes.")
            return
        self.stdout.write(f"{len(crowd.fresh):,} residents may vote; about {votes_per_second:g} a second do.")
        cast = self._simulate(stop, crowd, votes_per_second, ballots)
        self.stdout.write(f"{cast:,} ballots were cast.")

    def _simulate(self, stop: Event, crowd: Crowd, rate: float, most: int) -> int:
        cast = 0
        for _ in moments(stop, rate, crowd.rng):
            if self._is_cast(stop, crowd):
                cast += 1
                if cast == most:
                    stop.set()
                if cast % REPORT_EVERY == 0:
                    self.stdout.write(f"{cast:,} ballots cast so far.")
        return cast

    def _is_cast(self, stop: Event, crowd: Crowd) -> bool:
        """Let one person cast; stop for good when the vote is over, for a moment when the database is busy."""
        try:
            refusal = step(crowd, timezone.now())
        except (OperationalError, InterfaceError) as error:
            self.stderr.write(f"The database is busy ({error}); trying again.")
            close_old_connections()
            stop.wait(PAUSE)
            return False
        if refusal and refusal.kind is Kind.CLOSED:
            stop.set()
        return refusal is None


def _stop_on_signals() -> Event:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop
