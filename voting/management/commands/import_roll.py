from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.models import Round
from voting.actions.importing import import_roll
from voting.queries.list_files import lines_of
from voting.queries.list_words import place, sentence
from voting.rules.roll.report import Report


class Command(BaseCommand):
    """Take up the city's list of residents. All of it, or nothing where anything is wrong with it."""

    help = "Import the city's list of residents (CSV), so that they can prove to be on it and vote in the round."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", metavar="ROUND", help="the slug of a round")
        parser.add_argument("file", metavar="FILE.csv", type=Path)

    def handle(self, *_args: object, **options: Any) -> None:
        round = Round.objects.filter(slug=options["round"]).first()
        if round is None:
            raise CommandError(f"There is no round with the slug {options['round']}.")
        try:
            report = import_roll(actor=None, now=timezone.now(), round=round, lines=lines_of(options["file"]))
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        if report.fault_count:
            self._blame(report)
            raise SystemExit(1)
        if report.ignored:
            self.stdout.write(f"Columns that were not read: {', '.join(report.ignored)}")
        self.stdout.write(
            f"{round.title}: {report.rows:,} people on the list, {report.new:,} new, {report.known:,} known."
        )

    def _blame(self, report: Report) -> None:
        for fault in report.faults:
            self.stderr.write(f"{place(fault)}: {sentence(fault)}")
        self.stderr.write(f"{report.fault_count:,} faults. Nothing was written.")
