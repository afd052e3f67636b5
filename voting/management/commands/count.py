import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.models import District, Round
from city.queries.rounds import districts_of
from city.rules.money import decimals
from city.rules.refusal import Refused
from voting.actions.counting import count_outcome
from voting.management.elections import fault_lines, read_election
from voting.queries.contests import contest
from voting.queries.outcomes import compute, obstacles, stored
from voting.rules.contest import Contest, Project
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import UnknownParameter, count
from voting.rules.outcomes.result import Result


class Command(BaseCommand):
    """Print what an outcome rule makes of ballots: of a file, without a database, or of a closed round.

    A round's outcome is stored. With --set it is what would have been, and nothing is stored.
    """

    help = "Count a Pabulib file, or a closed round, by an outcome rule."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="FILE.pb|ROUND", help="a Pabulib file, or the slug of a round")
        parser.add_argument("--rule", required=True, metavar="PRESET", help=", ".join(PRESETS))
        parser.add_argument(
            "--set", action="append", default=[], metavar="KEY=VALUE", help="change a parameter of the rule"
        )
        parser.add_argument("--district", metavar="D", help="count this district of the round alone")
        parser.add_argument("--json", action="store_true", help="print everything, as JSON (amounts in minor units)")
        parser.add_argument("--explain", choices=["all", "none"], default="all", help="none leaves the ledgers out")

    def handle(self, *_args: object, **options: Any) -> None:
        source, changes = options["source"], _changes(options["set"])
        try:
            if source.endswith(".pb") or Path(source).is_file():
                counted = [self._count_file(Path(source), options["rule"], changes)]
            else:
                counted = _count_round(source, options["district"], options["rule"], changes)
        except UnknownParameter as error:
            raise CommandError(str(error)) from error
        except Refused as refused:
            raise CommandError("\n".join(reason.message for reason in refused.reasons)) from refused
        if options["json"]:
            self._print_json(counted, is_explained=options["explain"] == "all")
        else:
            for area, result in counted:
                self._print(area, result, is_one_of_many=len(counted) > 1)

    def _count_file(self, path: Path, preset: str, changes: Mapping[str, str]) -> tuple[Contest, Result]:
        try:
            election, report = read_election(path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        if election is None:
            for line in fault_lines(path, report):
                self.stderr.write(line)
            raise SystemExit(1)
        return election.contest, count(election.contest, election.ballots, preset, changes)

    def _print_json(self, counted: list[tuple[Contest, Result]], *, is_explained: bool) -> None:
        """Print the one result, or for a round with several districts an object of theirs by code."""
        hidden: dict[str, object] = {} if is_explained else {"losers": {}}
        objects = {area.district: result.as_json() | hidden for area, result in counted}
        whole = objects if len(counted) > 1 else counted[0][1].as_json() | hidden
        self.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1))

    def _print(self, area: Contest, result: Result, *, is_one_of_many: bool) -> None:
        if is_one_of_many:
            self.stdout.write(f"{area.district}:")
        for place, code in enumerate(result.winners, start=1):
            self.stdout.write(f"{place:3}. {_line(area.projects[code], result.currency)}")
        spent, budget = (_amount(sum_minor, result.currency) for sum_minor in (result.spent, result.budget))
        self.stdout.write(f"{len(result.winners)} of {len(area.projects)} projects, {spent} of {budget}")
        self.stdout.write(f"{result.rule} on {result.ballots:,} ballots: {_settings(result)}")


def _count_round(
    slug: str, district: str | None, preset: str, changes: Mapping[str, str]
) -> list[tuple[Contest, Result]]:
    round = Round.objects.filter(slug=slug).first()
    if round is None:
        raise CommandError(f"There is no file and no round {slug!r}.")
    districts = [area for area in districts_of(round) if district in {None, area.code}]
    if not districts:
        raise CommandError(f"{slug} has no district {district!r}.")
    return [_count_contest(round, area, preset, changes) for area in districts]


def _count_contest(round: Round, district: District, preset: str, changes: Mapping[str, str]) -> tuple[Contest, Result]:
    now = timezone.now()
    if changes:
        if reasons := obstacles(round, district, now):
            raise Refused(*reasons)
        result = compute(round, district, preset, changes)
    else:
        result = stored(count_outcome(actor=None, now=now, round=round, district=district, preset=preset))
    area = contest(round, district.code)
    assert area is not None
    return area, result


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
