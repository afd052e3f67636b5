"""Replay: after a restored backup, put back from the published files what the public has seen of a log since."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.rules.refusal import Refused
from voting.actions.replaying import replay
from voting.management.naming import round_named


class Command(BaseCommand):
    help = "After a restored backup: put back what was published of a round's log. Exit 1 where something is lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", metavar="ROUND", help="the slug of a round")

    def handle(self, *_args: object, **options: Any) -> None:
        try:
            done = replay(actor=None, now=timezone.now(), round=round_named(options["round"]))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{done.leaves} leaves are back.")
        for h in done.lost:
            self.stdout.write(f"LOST ballot {h}")
        for act in done.acts:
            self.stdout.write(f"ENTER AGAIN {act}")
        if done.lost or done.acts:
            raise CommandError(f"{len(done.lost)} ballots are lost, and {len(done.acts)} acts have no row any more.")
