from time import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.codes import code_at


class Command(BaseCommand):
    """The code that an official of the demonstration is asked for beside the one from the mail."""

    help = "Print the second code of the demonstration's officials, as it is now."

    def handle(self, **_options: object) -> None:
        if not settings.DEMO:
            raise CommandError("Only the demonstration knows its officials' codes. Set DEMO=1, or: make demo-code")
        self.stdout.write(code_at(time()))
