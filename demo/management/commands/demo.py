"""Fill the database with an invented city and, if asked, serve it with residents who vote."""

import os
import sys
from argparse import ArgumentParser
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.models import Round
from city.rules.phases import Verb
from demo.fill.city import fill, is_filled
from demo.purses import SIXTH_PURSE
from demo.serving import HOST, is_free, manage, run
from demo.tour import tour


class Command(BaseCommand):
    help = "Fill the database with an invented city. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--serve", action="store_true", help="then serve it on 127.0.0.1, with residents who vote")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"), help="default: PORT, else 8000")
        parser.add_argument(
            "--votes-per-second",
            type=float,
            default=os.environ.get("DEMO_VOTES_PER_SECOND", "5"),
            help="how fast they vote, 0 for not at all; default: DEMO_VOTES_PER_SECOND, else 5",
        )

    def handle(self, *, serve: bool, port: int, votes_per_second: float, **_options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This makes log-ins that anybody can read about. Set DEMO=1 where that is what you want."
            )
        if serve and not is_free(port):
            raise CommandError(f"Port {port} is taken. Choose another, such as PORT={port + 1}.")
        self._fill()
        if serve:
            sys.exit(self._serve(port, votes_per_second))
        self._show_round(port)

    def _serve(self, port: int, votes_per_second: float) -> int:
        server = manage("serve", "--host", HOST, "--port", str(port))
        crowd = manage("simulate", "--votes-per-second", str(votes_per_second)) if votes_per_second > 0 else []
        return run(port, server, crowd, lambda: self._show_round(port))

    def _show_round(self, port: int) -> None:
        self.stdout.write(tour(f"http://{HOST}:{port}"))
        self.stdout.flush()

    def _fill(self) -> None:
        call_command("migrate", verbosity=0)
        if is_filled():
            self.stdout.write("Marenholt stands already.")
        else:
            self.stdout.write("Building Marenholt ...")
            started = monotonic()
            fill(timezone.now(), lambda line: self.stdout.write(f"  {line}"))
            self.stdout.write(f"  Done in {monotonic() - started:.0f} seconds.")
        self._warn_when_over()

    def _warn_when_over(self) -> None:
        """Say so where the demonstration has grown too old for anybody to vote in it."""
        round = Round.objects.prefetch_related("phases").filter(slug=SIXTH_PURSE.slug).first()
        if round and not round.permits(Verb.CAST, timezone.now()):
            self.stdout.write(
                f"{round.title} has closed since. For a fresh city remove {settings.DATA_DIR} and start again."
            )
