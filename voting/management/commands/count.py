from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.models import District, Round
from city.queries.rounds import districts_of
from city.rules.refusal import Refused
from voting.actions.counting import count_outcome
from voting.management.counts import Counted, Uncounted, add_arguments, changes_of, count_file, lines_of
from voting.queries.contests import contest
from voting.queries.outcomes import compute, obstacles, stored
from voting.rules.outcomes.counting import UnknownParameter


class Command(BaseCommand):
    """Print what an outcome rule makes of ballots: of a file, without a database, or of a closed round.

    A round's outcome is stored. With --set it is what would have been, and nothing is stored.
    manage.py itself sees to `count FILE.pb`, without starting all of Django.
    """

    help = "Count a Pabulib file, or a closed round, by an outcome rule."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *_args: object, **options: Any) -> None:
        source, is_explained = options["source"], options["explain"] == "all"
        try:
            changes = changes_of(options["set"])
            if source.endswith(".pb") or Path(source).is_file():
                counted = [count_file(Path(source), options["rule"], changes, is_explained=is_explained)]
            else:
                counted = _count_round(source, options["district"], options["rule"], changes)
        except (Uncounted, UnknownParameter) as error:
            raise CommandError(str(error)) from error
        except Refused as refused:
            raise CommandError("\n".join(reason.message for reason in refused.reasons)) from refused
        for line in lines_of(counted, is_json=options["json"], is_explained=is_explained):
            self.stdout.write(line)


def _count_round(slug: str, district: str | None, preset: str, changes: Mapping[str, str]) -> list[Counted]:
    round = Round.objects.filter(slug=slug).first()
    if round is None:
        raise CommandError(f"There is no file and no round {slug!r}.")
    districts = [area for area in districts_of(round) if district in {None, area.code}]
    if not districts:
        raise CommandError(f"{slug} has no district {district!r}.")
    return [_count_contest(round, area, preset, changes) for area in districts]


def _count_contest(round: Round, district: District, preset: str, changes: Mapping[str, str]) -> Counted:
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
