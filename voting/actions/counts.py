"""Keeping the tallies that may be shown, inside the sealer's transaction. Each says in a leaf what it counts."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from city.models import District, Round
from voting.models import Cast, Tally
from voting.queries.ballots import final_ballots, scores, voids_in
from voting.rules.log.leaves import Leaf
from voting.rules.log.leaves import tally as tally_leaf


def shift(
    *,
    round: Round,
    district: District,
    now: datetime,
    size: int,
    replaced: Iterable[Cast],
    added: Iterable[Cast],
) -> Leaf:
    """Move a contest's tally by one mix: take the replaced ballots out, put the added ones in.

    `size` is how many leaves stand before this count in the log.
    """
    tally = _tally(round, district, now)
    counts = Counter(tally.counts)
    gone, come = list(replaced), list(added)
    counts.subtract(scores(round, district, [cast.ballot for cast in gone]))
    counts.update(scores(round, district, [cast.ballot for cast in come]))
    return _save(tally, counts, tally.ballots + len(come) - len(gone), now, size)


def recount(*, round: Round, district: District, now: datetime, size: int) -> Leaf:
    """Make a contest's tally anew from every ballot that counts."""
    ballots = list(final_ballots(round, district))
    return _save(_tally(round, district, now), scores(round, district, ballots), len(ballots), now, size)


def _tally(round: Round, district: District, now: datetime) -> Tally:
    found = Tally.objects.filter(round=round, district=district).first()
    return found or Tally(round=round, district=district, counted_at=now)


def _save(tally: Tally, counts: Counter[str], ballots: int, now: datetime, size: int) -> Leaf:
    tally.gained = {code: votes - tally.counts.get(code, 0) for code, votes in counts.items()}
    tally.counts = dict(counts)
    tally.ballots = ballots
    tally.voids = voids_in(tally.round, tally.district)
    tally.size = size
    tally.counted_at = now
    tally.save()
    return tally_leaf(district=tally.district.code, ballots=ballots, counts=tally.counts, voids=tally.voids)
