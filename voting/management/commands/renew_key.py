"""Renew a key: sign with another one from now on, and say so in every log."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from voting.actions.rotating import LOG, RECEIPT, renew_key
from voting.queries.keys import KeyMissingError


class Command(BaseCommand):
    help = "Make another key for the log or for receipts, on the machine that holds the old one (docs/crypto.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("use", choices=[LOG, RECEIPT])
        parser.add_argument("--reason", required=True, help="why; it stands in every log")

    def handle(self, *_args: object, **options: Any) -> None:
        try:
            rounds = renew_key(actor=None, now=timezone.now(), use=options["use"], reason=options["reason"])
        except KeyMissingError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Another key signs from now on. {len(rounds)} logs say so with their next leaves.")
