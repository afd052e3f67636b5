from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from city.models import Round
from voting.actions.complaining import forget

KEPT = timedelta(days=30)


class Command(BaseCommand):
    """Remove what people wrote in complaints about rounds that ended 30 days ago. To be run every day."""

    help = "Remove the words and addresses of complaints, 30 days after a round is certified or cancelled."

    def handle(self, *_args: object, **_options: Any) -> None:
        now = timezone.now()
        is_over = Q(certified_at__lt=now - KEPT) | Q(cancelled_at__lt=now - KEPT)
        for round in Round.objects.filter(is_over, complaints__forgotten_at=None, complaints__isnull=False).distinct():
            count = forget(actor=None, now=now, round=round)
            self.stdout.write(f"{round.title}: {count:,} complaints are forgotten.")
