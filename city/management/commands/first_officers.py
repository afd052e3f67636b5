from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from city.management.first_run import address
from city.rules.refusal import Refused


class Command(BaseCommand):
    """Print a link with which two people make themselves the first election officers of this city."""

    help = "Print a link for the first two election officers, good for 24 hours. A link before it ends."

    def handle(self, *_args: object, **_options: object) -> None:
        try:
            self.stdout.write(address(timezone.now()))
        except Refused as refused:
            raise CommandError(refused.reasons[0].message) from refused
