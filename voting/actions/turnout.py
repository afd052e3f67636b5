"""Keeping the turnout that may be shown. Called inside the transaction of the sealer."""

from datetime import datetime

from django.db.models import Count, QuerySet

from city.models import Round
from city.queries.rounds import districts_of
from voting.models import PendingCast, SealedCast, Turnout
from voting.queries.log import log_size


def keep_turnout(*, round: Round, now: datetime) -> None:
    """Count what waits, and what came into the log since the last time, into the turnout of each contest.

    Only the sealer writes these rows, once a second at most: a counter that every cast moved would be one row for
    which all casts queue.
    """
    kept = {row.district_id: row for row in Turnout.objects.filter(round=round)}
    rows = [
        kept.get(pk) or Turnout(round=round, district_id=pk, moved_at=now)
        for pk in districts_of(round).values_list("pk", flat=True)
    ]
    counted = min((row.size for row in rows), default=0)
    waiting = _by_district(PendingCast.objects.filter(round=round))
    joined = _by_district(SealedCast.objects.filter(round=round, position__gte=counted))
    size = log_size(round)
    for row in rows:
        sealed = row.sealed + joined.get(row.district_id, 0)
        _keep(row, sealed + waiting.get(row.district_id, 0), sealed, size, now)


def _by_district(casts: QuerySet[PendingCast] | QuerySet[SealedCast]) -> dict[int, int]:
    """How many voters' first versions are among the casts, by the key of the district."""
    return dict(casts.filter(seq=1).values_list("district").annotate(Count("h")))


def _keep(row: Turnout, cast: int, sealed: int, size: int, now: datetime) -> None:
    if row.pk and (row.cast, row.sealed, row.size) == (cast, sealed, size):
        return
    row.cast, row.sealed, row.size, row.moved_at = cast, sealed, size, now
    row.save()
