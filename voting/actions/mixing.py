"""One mix of one contest, inside the sealer's transaction: ballots move to the log, and their count follows at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from city.models import District, Round
from city.models.rounds import Visibility
from voting.actions.counts import recount, shift
from voting.actions.notices import notify
from voting.models import Cast, PendingCast, SealedCast, Tally
from voting.queries.ballots import counting, voids_in
from voting.rules.log.leaves import Leaf, cast, turnout
from voting.rules.mixing import Sample, Waiting, last_mix, mix

FIELDS = [
    "h",
    "round_id",
    "district_id",
    "cast_id",
    "slot",
    "seq",
    "slot_nonce",
    "nonce",
    "ballot",
    "ballot_hash",
    "station",
]
CHUNK = 500


def seal_contest(*, round: Round, district: District, now: datetime, sample: Sample | None, start: int) -> list[Leaf]:
    """Seal what is to be mixed now, from the place `start` of the log on; everything where there is no `sample`.

    The leaves: the casts, ascending, and what may be told of their count; none where too few wait.
    """
    rows = PendingCast.objects.filter(round=round, district=district)
    waiting = [Waiting(*row) for row in rows.values_list("h", "slot", "seq")]
    chosen = last_mix(waiting) if sample is None else mix(waiting, round.k, sample)
    if not chosen:
        return []
    casts = _move(rows, chosen, start)
    notify(round=round, first=start, count=len(casts))
    leaves = [cast(district=district.code, h=row.h) for row in casts]
    size = start + len(leaves)
    is_counted_anew = sample is None or _is_due(round, district, now) or _has_new_voids(round, district)
    if is_counted_anew:
        return [*leaves, recount(round=round, district=district, now=now, size=size)]
    if round.visibility == Visibility.LIVE:
        moved = {"replaced": counting(_replaced(casts)), "added": counting(casts)}
        return [*leaves, shift(round=round, district=district, now=now, size=size, **moved)]
    return [*leaves, turnout(district=district.code, ballots=_voters(round, district))]


def _is_due(round: Round, district: District, now: datetime) -> bool:
    """Whether a round whose counts move once a day has not moved this contest's today (in the city's time)."""
    if round.visibility != Visibility.DAILY:
        return False
    tally = Tally.objects.filter(round=round, district=district).first()
    return tally is None or localdate(tally.counted_at) < localdate(now)


def _has_new_voids(round: Round, district: District) -> bool:
    """Whether a cast was voided since a contest with live counts was counted.

    It leaves the count in a mix, as it came into it.
    """
    if round.visibility != Visibility.LIVE:
        return False
    tally = Tally.objects.filter(round=round, district=district).first()
    return voids_in(round, district) != (tally.voids if tally else 0)


def _voters(round: Round, district: District) -> int:
    return SealedCast.objects.filter(round=round, district=district, seq=1).count()


def _move(rows: QuerySet[PendingCast], chosen: Sequence[str], position: int) -> list[SealedCast]:
    """Move the chosen rows (ascending by h) from waiting to the end of the log."""
    moved: list[SealedCast] = []
    for hashes in _chunks(chosen):
        batch = rows.filter(h__in=hashes).order_by("h").values(*FIELDS)
        moved += [SealedCast(position=position + len(moved) + step, **row) for step, row in enumerate(batch)]
    SealedCast.objects.bulk_create(moved, batch_size=CHUNK)
    for hashes in _chunks(chosen):
        rows.filter(h__in=hashes).delete()
    return moved


def _replaced(casts: Iterable[SealedCast]) -> list[Cast]:
    """The ballots in the count that these replace: the version before each of them."""
    earlier = {cast.slot: cast.seq - 1 for cast in casts if cast.seq > 1}
    found: list[Cast] = []
    for slots in _chunks(sorted(earlier)):
        rows = SealedCast.objects.filter(slot__in=slots)
        found += [row for row in rows if row.seq == earlier[row.slot]]
    return found


def _chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
