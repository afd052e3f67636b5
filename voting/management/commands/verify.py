from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from city.queries.audit import chain_faults
from voting import verify
from voting.management.naming import round_named
from voting.queries.bundles import newest_path
from voting.queries.checks import Check, check_round


class Command(BaseCommand):
    """Check the audit trail and, where one is named, that a round's counts are what its ballots say.

    One line for each check; one for each fault, and then exit 1. Once a vote is closed, its bundle is checked as well.
    """

    help = "Check the chain of the audit trail, and recount the ballots of a round."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", metavar="ROUND", nargs="?", help="the slug of a round")

    def handle(self, *_args: object, **options: Any) -> None:
        faults = 0
        for check in _checks(options["round"]):
            for fault in check.faults:
                self.stdout.write(f"FAULT {check.name}: {fault}")
            if not check.faults:
                self.stdout.write(f"ok {check.name}: {check.said}")
            faults += len(check.faults)
        faults += self._check_bundle(options["round"])
        if faults:
            raise CommandError(f"{faults} faults found.")

    def _check_bundle(self, slug: str | None) -> int:
        """Check what was published after the close, by the program that everybody else checks it by."""
        path = newest_path(round_named(slug)) if slug else None
        if path is None or not path.exists():
            return 0
        report = verify.Report(self.stdout)
        verify.check_bundle(path, report)
        return report.faults


def _checks(slug: str | None) -> Iterator[Check]:
    entries, faults = chain_faults()
    yield Check("audit", f"{entries} entries, each follows the one before it", faults)
    if slug:
        yield from check_round(round_named(slug))
