"""Which rounds the sealer has something to do for."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from city.models import Round
from voting.models import PendingCast, Publication, WaitingLeaf
from voting.queries.log import closings


def due(now: datetime) -> Iterator[Round]:
    """The rounds to whose log something is to be added at `now`: leaves, ballots, the end of the vote, a new day.

    Not one whose publication is frozen: until somebody has looked, nothing is added.
    """
    here = {"round": OuterRef("pk")}
    rounds = (
        Round.objects.filter(frozen_at__isnull=False, is_imported=False)
        .exclude(publication__is_frozen=True)
        .annotate(
            has_leaves=Exists(WaitingLeaf.objects.filter(**here)),
            has_casts=Exists(PendingCast.objects.filter(**here)),
            is_over=Exists(closings(OuterRef("pk"))),
        )
        .select_related("publication")
        .prefetch_related("phases")
    )
    return (round for round in rounds if _is_due(round, now))


def _is_due(round: Round, now: datetime) -> bool:
    if round.has_leaves or round.has_casts:  # type: ignore[attr-defined]
        return True
    return not round.is_over and (round.is_closed(now) or is_new_day(round, now))  # type: ignore[attr-defined]


def is_new_day(round: Round, now: datetime) -> bool:
    """Whether the log has no daily leaves yet for this day in the city's time; also before its first leaf."""
    found = Publication.objects.filter(round=round).values_list("daily_on", flat=True).first()
    return found is None or found < localdate(now)
