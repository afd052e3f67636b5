from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from re import fullmatch
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.models import Round
from city.rules.refusal import Refused
from voting.actions.imports import import_round
from voting.management.elections import fault_lines, note_lines, read_election
from voting.rules.pabulib.election import Election
from voting.rules.pabulib.report import MOST_REMARKS


class Command(BaseCommand):
    """Write a real election, in one or more Pabulib files, as a round."""

    help = "Import Pabulib files (a city's district files) as one round: closed and counted, or open for a vote."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--slug", required=True, type=slug, help="the round's part of its addresses")
        parser.add_argument(
            "--open", action="store_true", help="take the projects for a vote of our own, open from now for 14 days"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        elections = self._read(options["files"])
        try:
            round = import_round(
                actor=None,
                now=timezone.now(),
                elections=elections,
                slug=options["slug"],
                is_open=options["open"],
            )
        except Refused as refused:
            raise CommandError("\n".join(reason.message for reason in refused.reasons)) from refused
        self._tell(round, elections)

    def _read(self, paths: Sequence[Path]) -> list[Election]:
        """Read all the files before anything is written; a fault in any of them ends the command."""
        elections: list[Election] = []
        faults: list[str] = []
        for path in paths:
            try:
                election, report = read_election(path, with_voters=True)
            except OSError as error:
                faults.append(f"{path}: {error.strerror}")
                continue
            faults += fault_lines(path, report)
            elections += [election] if election else []
            for line in note_lines(path, report):
                self.stdout.write(line)
        if faults:
            for line in faults[:MOST_REMARKS]:
                self.stderr.write(line)
            raise SystemExit(1)
        return elections

    def _tell(self, round: Round, elections: Sequence[Election]) -> None:
        projects = sum(len(election.contest.projects) for election in elections)
        ballots = sum(len(election.ballots) for election in elections)
        what = f"{_number(projects, 'project')} in {_number(len(elections), 'contest')}"
        if round.is_imported:
            self.stdout.write(f"{round.slug}: {what}, {_number(ballots, 'ballot')}, counted by {round.rule}")
        else:
            self.stdout.write(f"{round.slug}: {what}, open for votes from now")
        self.stdout.write(f"/rounds/{round.slug}/")


def slug(text: str) -> str:
    """Take a slug that a round can have; the parser tells when it is none."""
    if not fullmatch(r"[-a-z0-9_]{1,64}", text):
        raise ArgumentTypeError(f"{text!r} is no slug: write small letters, digits and hyphens, at most 64")
    return text


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
