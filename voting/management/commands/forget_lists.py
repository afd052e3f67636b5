from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from city.models import Round
from voting.actions.lists import forget

KEPT = timedelta(days=30)


class Command(BaseCommand):
    """Remove what was kept of the city's lists of rounds that were certified 30 days ago. To be run every day."""

    help = "Remove what was kept of the city's lists, 30 days after a round is certified. Run it every day."

    def handle(self, *_args: object, **_options: Any) -> None:
        now = timezone.now()
        for round in Round.objects.filter(certified_at__lt=now - KEPT, listed__isnull=False).distinct():
            count = forget(actor=None, now=now, round=round)
            self.stdout.write(f"{round.title}: {count:,} people of the list are forgotten.")
