"""Sealing: the only act that moves ballots into the count. Its record is the log itself.

One sealer at a time: a lock on PostgreSQL; on SQLite the transaction holds the database alone. A round that is
over has everything sealed in one last mix.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from city.models import District, Round
from city.models.rounds import Visibility
from city.queries.locks import is_locked_by_us, lock
from voting.actions.counts import recount, shift
from voting.actions.turnout import keep_turnout
from voting.models import Cast, PendingCast, SealedCast, Tally
from voting.queries.ballots import counting, voids_in
from voting.queries.tallies import log_size
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
]
CHUNK = 500


def seal(*, now: datetime, sample: Sample | None = None) -> list[Round]:
    """Mix what waits into the count, in every round; the rounds whose log grew or whose counts moved.

    `sample(items, k)` chooses whose ballots are held back; the system's random source where none is given.
    """
    with transaction.atomic():
        if not is_locked_by_us("sealer"):
            return []
        waiting = Round.objects.filter(pk__in=PendingCast.objects.values("round")).prefetch_related("phases")
        sealed = [round for round in waiting if _seal_round(round, now, sample or random.SystemRandom().sample)]
        for round in waiting:
            keep_turnout(round=round, now=now)
        return sealed


def _seal_round(round: Round, now: datetime, sample: Sample) -> bool:
    is_last = round.is_closed(now)
    if is_last:
        lock(f"round:{round.pk}")  # after this no cast can be under way: they hold it shared
        is_last = Round.objects.get(pk=round.pk).is_closed(now)  # it may have been extended meanwhile
    pending = PendingCast.objects.filter(round=round)
    districts = District.objects.filter(pk__in=pending.values("district"))
    moved = [_seal_contest(round, district, now, None if is_last else sample) for district in districts]
    return any(moved)


def _seal_contest(round: Round, district: District, now: datetime, sample: Sample | None) -> bool:
    rows = PendingCast.objects.filter(round=round, district=district)
    waiting = [Waiting(*row) for row in rows.values_list("h", "slot", "seq")]
    chosen = last_mix(waiting) if sample is None else mix(waiting, round.k, sample)
    if not chosen:
        return False
    casts = _move(rows, chosen, log_size(round))
    is_live = round.visibility == Visibility.LIVE
    if sample is None or _is_due(round, district, now) or (is_live and _has_new_voids(round, district)):
        recount(round=round, district=district, now=now)
    elif is_live:
        replaced = counting(_replaced(casts))
        shift(round=round, district=district, now=now, replaced=replaced, added=counting(casts))
    return True


def _has_new_voids(round: Round, district: District) -> bool:
    """Whether a cast was voided since the contest was counted. It leaves the count in a mix, as it came into it."""
    tally = Tally.objects.filter(round=round, district=district).first()
    return voids_in(round, district) != (tally.voids if tally else 0)


def _is_due(round: Round, district: District, now: datetime) -> bool:
    """Whether a round whose counts move once a day has not moved this contest's today (in the city's time)."""
    if round.visibility != Visibility.DAILY:
        return False
    tally = Tally.objects.filter(round=round, district=district).first()
    return tally is None or localdate(tally.counted_at) < localdate(now)


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
