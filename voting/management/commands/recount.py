"""Recount: each minute count again what is shown, and stop publishing where anything differs."""

from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.rules.refusal import Refused
from voting.actions.checking import resume
from voting.management import recounter
from voting.management.naming import round_named


class Command(BaseCommand):
    help = "Recount every running vote each minute, beside the count; a difference stops publication."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="recount once, and exit 1 where anything differs")
        parser.add_argument("--beside", action="store_true", help="end when standard input ends: beside a server")
        parser.add_argument("--resume", metavar="ROUND", help="publish a round again that a recount had frozen")
        parser.add_argument("--reason", default="", help="why it may be published again; for the audit trail")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["resume"]:
            self._resume(options["resume"], options["reason"])
        elif options["once"]:
            self._once()
        else:
            with suppress(KeyboardInterrupt):
                recounter.run(recounter.is_asked_to_end if options["beside"] else recounter.never)

    def _once(self) -> None:
        faults = recounter.check_all(timezone.now())
        for fault in faults:
            self.stdout.write(f"FAULT {fault}")
        if faults:
            raise CommandError(f"{len(faults)} faults found.")
        self.stdout.write("Nothing differs.")

    def _resume(self, slug: str, reason: str) -> None:
        if not reason:
            raise CommandError("Give a --reason: it goes into the audit trail.")
        try:
            resume(actor=None, now=timezone.now(), round=round_named(slug), reason=reason)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{slug} is published again.")
