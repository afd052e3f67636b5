from django.core.management.base import BaseCommand

from proposals.queries.states import page


class Command(BaseCommand):
    """Print docs/states.md."""

    help = "Print the phases, offices and statuses as a page: docs/states.md is this."
    requires_system_checks: list[str] = []

    def handle(self, *_args: object, **_options: object) -> None:
        self.stdout.write(page(), ending="")
