"""Keeping the tallies that may be shown.

Called inside the transaction of the sealer, of a void after the close, and of a withdrawal.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from city.models import District, Round
from voting.models import Cast, Tally
from voting.queries.ballots import final_ballots, scores, voids_in
from voting.queries.tallies import log_size


def shift(*, round: Round, district: District, now: datetime, replaced: Iterable[Cast], added: Iterable[Cast]) -> None:
    """Move a contest's tally by one mix: take the replaced ballots out, put the added ones in."""
    tally = _tally(round, district, now)
    counts = Counter(tally.counts)
    gone, come = list(replaced), list(added)
    counts.subtract(scores(round, district, [cast.ballot for cast in gone]))
    counts.update(scores(round, district, [cast.ballot for cast in come]))
    _save(tally, counts, tally.ballots + len(come) - len(gone), now)


def strike(*, round: Round, district: District, code: str) -> None:
    """Have a project count for nothing in the contest's tally from now on. All other counts stay."""
    if tally := Tally.objects.filter(round=round, district=district).first():
        tally.counts, tally.gained = {**tally.counts, code: 0}, {**tally.gained, code: 0}
        tally.save(update_fields=["counts", "gained"])


def recount(*, round: Round, district: District, now: datetime) -> None:
    """Make a contest's tally anew from every ballot that counts."""
    ballots = list(final_ballots(round, district))
    _save(_tally(round, district, now), scores(round, district, ballots), len(ballots), now)


def _tally(round: Round, district: District, now: datetime) -> Tally:
    found = Tally.objects.filter(round=round, district=district).first()
    return found or Tally(round=round, district=district, counted_at=now)


def _save(tally: Tally, counts: Counter[str], ballots: int, now: datetime) -> None:
    tally.gained = {code: votes - tally.counts.get(code, 0) for code, votes in counts.items()}
    tally.counts = dict(counts)
    tally.ballots = ballots
    tally.voids = voids_in(tally.round, tally.district)
    tally.size = log_size(tally.round)
    tally.counted_at = now
    tally.save()
