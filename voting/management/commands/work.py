"""Work: do what was left to be done later."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from voting.management.worker import make_worker, run


class Command(BaseCommand):
    help = "Send the mails and do the other tasks that wait, until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is left to do")

    def handle(self, *_args: Any, **options: Any) -> None:
        worker = make_worker(once=options["once"])
        if not options["once"]:
            worker.configure_signals()
        run(worker)
