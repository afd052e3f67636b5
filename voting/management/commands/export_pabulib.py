from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.models import District, Round
from city.queries.rounds import districts_of
from voting.management.naming import round_named
from voting.queries.elections import election, unpublishable
from voting.rules.pabulib.writer import write


class Command(BaseCommand):
    """Publish the ballots of a closed contest in the open format of Pabulib."""

    help = "Write a contest of a closed round as a Pabulib file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", metavar="ROUND", help="the slug of a round")
        parser.add_argument(
            "--district", metavar="D", help="the code of a district; needed where the round has several"
        )
        parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write here, not to the console")

    def handle(self, *_args: object, **options: Any) -> None:
        round, district = _contest(options["round"], options["district"])
        now = timezone.now()
        if reasons := unpublishable(round, district, now):
            raise CommandError("\n".join(reason.message for reason in reasons))
        text = "".join(write(election(round, district, now)))
        if options["output"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            options["output"].write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from error


def _contest(slug: str, code: str | None) -> tuple[Round, District]:
    round = round_named(slug)
    districts = {district.code: district for district in districts_of(round)}
    if code is None and len(districts) == 1:
        return round, next(iter(districts.values()))
    if code not in districts:
        which = f"{slug} has no district {code!r}" if code else f"{slug} has {len(districts)} districts, a file has one"
        raise CommandError(f"{which}. Choose with --district: {', '.join(districts)}.")
    return round, districts[code]
