import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from city.rules.money import decimals
from voting.management.elections import fault_lines, read_election
from voting.rules.contest import Contest, Project
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import UnknownParameter, count
from voting.rules.outcomes.result import Result
from voting.rules.pabulib.election import Election


class Command(BaseCommand):
    """Print what an outcome rule makes of ballots. For a file it needs no database."""

    help = "Count a Pabulib file by an outcome rule."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="FILE.pb")
        parser.add_argument("--rule", required=True, metavar="PRESET", help=", ".join(PRESETS))
        parser.add_argument(
            "--set", action="append", default=[], metavar="KEY=VALUE", help="change a parameter of the rule"
        )
        parser.add_argument("--json", action="store_true", help="print everything, as one JSON object")
        parser.add_argument("--explain", choices=["all", "none"], default="all", help="none leaves the ledgers out")

    def handle(self, *_args: object, **options: Any) -> None:
        election = self._read(Path(options["source"]))
        try:
            result = count(
                election.contest,
                election.ballots,
                options["rule"],
                _changes(options["set"]),
                is_explained=options["explain"] == "all",
            )
        except UnknownParameter as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
        else:
            self._print(election.contest, result)

    def _read(self, path: Path) -> Election:
        try:
            election, report = read_election(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        if election is None:
            for line in fault_lines(path, report):
                self.stderr.write(line)
            raise SystemExit(1)
        return election

    def _print(self, contest: Contest, result: Result) -> None:
        for place, code in enumerate(result.winners, start=1):
            self.stdout.write(f"{place:3}. {_line(contest.projects[code], result.currency)}")
        spent, budget = (_amount(sum_minor, result.currency) for sum_minor in (result.spent, result.budget))
        self.stdout.write(f"{len(result.winners)} of {len(contest.projects)} projects, {spent} of {budget}")
        self.stdout.write(f"{result.rule} on {result.ballots:,} ballots: {_settings(result)}")


def _changes(pairs: list[str]) -> dict[str, str]:
    changes = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise CommandError(f"--set takes KEY=VALUE, not {pair!r}")
        changes[key] = value
    return changes


def _line(project: Project, currency: str) -> str:
    return f"{project.code:<12} {_amount(project.cost_minor, currency):>20}  {project.title}"


def _amount(minor: int, currency: str) -> str:
    places = decimals(currency)
    return f"{minor / 10**places:,.{places}f} {currency}"


def _settings(result: Result) -> str:
    return ", ".join(f"{name}={value}" for name, value in result.parameters.items() if value)
