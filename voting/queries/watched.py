"""Which rounds are recounted each minute."""

from datetime import datetime

from django.db.models import QuerySet

from city.models import Round


def recounted(now: datetime) -> QuerySet[Round]:
    """The rounds with a log whose result is not final yet."""
    return Round.objects.filter(frozen_at__lte=now, is_imported=False, certified_at=None, publication__isnull=False)
