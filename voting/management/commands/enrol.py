from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from city.actions.people import Proof, prove, register
from city.models import District, Round
from city.models.people import Level
from city.queries.rounds import districts_of
from city.rules.refusal import Refused
from voting.actions.attesting import METHOD
from voting.actions.roll import enrol


class Command(BaseCommand):
    """Put people on a round's roll whose residence was proved at a desk. All of them, or none."""

    help = "Put people on the roll of a round, as residents of a district attested at a desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", metavar="ROUND", help="the slug of a round")
        parser.add_argument("district", metavar="DISTRICT", help="the code of a district with an envelope in it")
        parser.add_argument("emails", metavar="EMAIL", nargs="+")

    def handle(self, *_args: object, **options: Any) -> None:
        round, district = _place(options["round"], options["district"])
        now = timezone.now()
        proof = Proof(district, METHOD, Level.ATTESTED, timezone.localdate(now))
        try:
            with transaction.atomic():
                for email in options["emails"]:
                    user = register(actor=None, now=now, email=email)
                    residency = prove(actor=None, now=now, user=user, proof=proof)
                    enrol(actor=None, now=now, round=round, residency=residency)
        except Refused as refused:
            raise CommandError("\n".join(reason.message for reason in refused.reasons)) from refused
        self.stdout.write(f"On the roll of {round.title} in {district.name}: {', '.join(options['emails'])}.")


def _place(slug: str, code: str) -> tuple[Round, District]:
    """The round and one of its districts."""
    round = Round.objects.filter(slug=slug).first()
    if round is None:
        raise CommandError(f"There is no round with the slug {slug}.")
    districts = {district.code: district for district in districts_of(round)}
    if code not in districts:
        raise CommandError(f"{round.title} has no envelope for {code}. It has: {', '.join(districts)}.")
    return round, districts[code]
