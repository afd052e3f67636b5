from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from city.actions.offices import grant
from city.actions.people import register
from city.models import Round
from city.rules.refusal import Refused
from city.rules.roles import Role


class Command(BaseCommand):
    """Give somebody an office. Who has no log-in yet gets one, and enters it by a code sent to the address."""

    help = "Give a person an office, in the whole city or in one round."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("role", metavar="ROLE", choices=list(Role), help=", ".join(Role))
        parser.add_argument("--round", metavar="SLUG", help="in this round alone")

    def handle(self, *_args: object, **options: Any) -> None:
        round = _round(options["round"]) if options["round"] else None
        now = timezone.now()
        try:
            with transaction.atomic():
                user = register(actor=None, now=now, email=options["email"])
                grant(actor=None, now=now, user=user, role=Role(options["role"]), round=round)
        except Refused as refused:
            raise CommandError("\n".join(reason.message for reason in refused.reasons)) from refused
        where = round.title if round else "the whole city"
        self.stdout.write(f"{user.email} is {options['role']} in {where}.")


def _round(slug: str) -> Round:
    round = Round.objects.filter(slug=slug).first()
    if round is None:
        raise CommandError(f"There is no round with the slug {slug}.")
    return round
