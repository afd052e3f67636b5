"""Counting a file at the console: nothing here knows Django, so that it starts quickly and needs no database."""

import gc
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from city.rules.money import decimals
from voting.management.elections import fault_lines, read_election
from voting.rules.contest import Contest, Project
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import UnknownParameter, count
from voting.rules.outcomes.result import Result

Counted = tuple[Contest, Result]


class Uncounted(Exception):  # noqa: N818 - the file or the words are at fault, not the program
    """There is nothing to count, for the reasons in the lines."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="FILE.pb|ROUND", help="a Pabulib file, or the slug of a round")
    parser.add_argument("--rule", required=True, metavar="PRESET", help=", ".join(PRESETS))
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="change a parameter of the rule"
    )
    parser.add_argument("--district", metavar="D", help="count this district of the round alone")
    parser.add_argument("--json", action="store_true", help="print everything, as JSON (amounts in minor units)")
    parser.add_argument("--explain", choices=["all", "none"], default="all", help="none leaves the ledgers out")


def changes_of(pairs: Sequence[str]) -> dict[str, str]:
    """Give the changed parameters; Uncounted where one is not written as KEY=VALUE."""
    changes = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise Uncounted(f"--set takes KEY=VALUE, not {pair!r}")
        changes[key] = value
    return changes


def count_file(path: Path, preset: str, changes: Mapping[str, str], *, is_explained: bool) -> Counted:
    """Count the election of a file; Uncounted where file, preset or changes are at fault."""
    try:
        election, report = read_election(path)
    except OSError as error:
        raise Uncounted(f"{path}: {error.strerror}") from error
    if election is None:
        raise Uncounted(*fault_lines(path, report))
    try:
        return election.contest, count(election.contest, election.ballots, preset, changes, is_explained=is_explained)
    except UnknownParameter as error:
        raise Uncounted(str(error)) from error


def lines_of(counted: Sequence[Counted], *, is_json: bool, is_explained: bool) -> Iterator[str]:
    """Tell what was counted, to a program or to people."""
    if is_json:
        yield _json(counted, is_explained=is_explained)
        return
    for area, result in counted:
        if len(counted) > 1:
            yield f"{area.district}:"
        yield from _lines(area, result)


def _json(counted: Sequence[Counted], *, is_explained: bool) -> str:
    """Give the one result, or for a round with several districts an object of theirs by code."""
    hidden: dict[str, object] = {} if is_explained else {"losers": {}}
    objects = {area.district: result.as_json() | hidden for area, result in counted}
    whole = objects if len(counted) > 1 else next(iter(objects.values()))
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _lines(area: Contest, result: Result) -> Iterator[str]:
    for place, code in enumerate(result.winners, start=1):
        yield f"{place:3}. {_line(area.projects[code], result.currency)}"
    spent, budget = (_amount(minor, result.currency) for minor in (result.spent, result.budget))
    yield f"{len(result.winners)} of {len(area.projects)} projects, {spent} of {budget}"
    settings = ", ".join(f"{name}={value}" for name, value in result.parameters.items() if value)
    yield f"{result.rule} on {result.ballots:,} ballots: {settings}"


def _line(project: Project, currency: str) -> str:
    return f"{project.code:<12} {_amount(project.cost_minor, currency):>20}  {project.title}"


def _amount(minor: int, currency: str) -> str:
    places = decimals(currency)
    return f"{Decimal(minor).scaleb(-places):,.{places}f} {currency}"


def main(words: Sequence[str]) -> int:
    """Count the file that the words name, and print the result; 1 where that cannot be done."""
    parser = ArgumentParser(prog="manage.py count")
    add_arguments(parser)
    options = parser.parse_args(words)
    is_explained = options.explain == "all"
    try:
        changes = changes_of(options.set)
        counted = [count_file(Path(options.source), options.rule, changes, is_explained=is_explained)]
    except Uncounted as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for line in lines_of(counted, is_json=options.json, is_explained=is_explained):
        sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    gc.disable()  # it ends before there is much to collect
    sys.exit(main(sys.argv[2:]))
