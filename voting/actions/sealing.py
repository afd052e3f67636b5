"""Sealing: the only act that adds to a log and moves ballots into the count. Its record is the log itself.

One sealer at a time: a lock on PostgreSQL; on SQLite the transaction holds the database alone. Leaves of acts come
first, then the mixes, contest by contest; once the vote is over everything that waits, and the end of the vote. The new
state is signed inside the transaction and published after it (voting/actions/publishing.py).
"""

import json
import random
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from city.models import District, Round
from city.queries.locks import is_locked_by_us, lock, lock_shared
from city.queries.rounds import districts_of
from voting.actions.counts import recount
from voting.actions.log import append
from voting.actions.mixing import seal_contest
from voting.models import PendingCast, Publication, WaitingLeaf
from voting.queries.contests import contests
from voting.queries.daily import audit_leaf, close_leaf, roll_leaf
from voting.queries.due import due, is_new_day
from voting.queries.log import acts, is_closed_in_log, log_size
from voting.rules.log.leaves import Leaf, opened
from voting.rules.mixing import Sample

AFTER_THE_CLOSE = {"result"}  # what is told of a vote that is over
MOVES_COUNTS = {"void", "withdraw"}


def seal(*, now: datetime, sample: Sample | None = None) -> list[Round]:
    """Add to every log what is due, and mix what waits into the counts; the rounds whose log has grown.

    `sample(items, k)` chooses whose ballots are held back; the system's random source where none is given.
    """
    with transaction.atomic():
        if not is_locked_by_us("sealer"):
            return []
        return [round for round in list(due(now)) if _seal_round(round, now, sample or random.SystemRandom().sample)]


def _seal_round(round: Round, now: datetime, sample: Sample) -> bool:
    is_last = _hold(round, now)
    leaves, later = _take_up(round)
    is_closed = is_closed_in_log(round)
    leaves = [*_beginning(round, now, is_closed=is_closed), *leaves]
    leaves += _mixes(round, now, None if is_last else sample, leaves)
    if is_last:
        leaves += _end(round, now, leaves) if not is_closed else _again(round, now, leaves)
    leaves += later
    if leaves:
        append(round=round, now=now, leaves=leaves)
    return bool(leaves)


def _hold(round: Round, now: datetime) -> bool:
    """Whether the vote is over. Then no cast can be under way; otherwise no act of an official is."""
    if not round.is_closed(now):
        lock_shared(f"round:{round.pk}")
        return False
    lock(f"round:{round.pk}")
    return Round.objects.get(pk=round.pk).is_closed(now)  # it may have been extended meanwhile


def _take_up(round: Round) -> tuple[list[Leaf], list[Leaf]]:
    """The leaves that acts have entered, in their order; apart from them those that follow the end of the vote."""
    rows = list(WaitingLeaf.objects.filter(round=round))
    WaitingLeaf.objects.filter(pk__in=[row.pk for row in rows]).delete()
    leaves: list[Leaf] = [json.loads(row.data) for row in rows]
    return (
        [leaf for leaf in leaves if leaf["t"] not in AFTER_THE_CLOSE],
        [leaf for leaf in leaves if leaf["t"] in AFTER_THE_CLOSE],
    )


def _beginning(round: Round, now: datetime, *, is_closed: bool) -> list[Leaf]:
    """What stands first in a log, and first on each day of a vote: the roll where it has changed, and the audit."""
    if is_closed or not is_new_day(round, now):
        return []
    is_first = log_size(round) == 0
    Publication.objects.update_or_create(round=round, defaults={"daily_on": localdate(now)})
    first = [opened(round=round.slug, manifest=round.manifest_hash)] if is_first else []
    return [*first, *_changed_roll(round), audit_leaf()]


def _changed_roll(round: Round) -> list[Leaf]:
    leaf = roll_leaf(round)
    return [] if [leaf] == acts(round, "roll")[-1:] else [leaf]


def _mixes(round: Round, now: datetime, sample: Sample | None, before: Sequence[Leaf]) -> list[Leaf]:
    """One mix of each contest in which enough ballots wait, each with its count; the last one takes all."""
    districts = District.objects.filter(pk__in=PendingCast.objects.filter(round=round).values("district"))
    start, leaves = log_size(round) + len(before), list[Leaf]()
    for district in districts.order_by("code"):
        leaves += seal_contest(round=round, district=district, now=now, sample=sample, start=start + len(leaves))
    return leaves


def _end(round: Round, now: datetime, before: Sequence[Leaf]) -> list[Leaf]:
    """The end of the vote: the count of every contest that has none in this sealing, the roll, and the close."""
    counted = {leaf["district"] for leaf in before if leaf["t"] == "tally"}
    codes = {area.district for area in contests(round)} - counted
    return [*_counts(round, now, codes, before), roll_leaf(round), close_leaf(round)]


def _again(round: Round, now: datetime, before: Sequence[Leaf]) -> list[Leaf]:
    """After the end of the vote: the count of each contest in which something counts no more."""
    return _counts(round, now, {leaf["district"] for leaf in before if leaf["t"] in MOVES_COUNTS}, before)


def _counts(round: Round, now: datetime, codes: Collection[str], before: Sequence[Leaf]) -> list[Leaf]:
    size, leaves = log_size(round) + len(before), list[Leaf]()
    for district in districts_of(round).filter(code__in=codes).order_by("code"):
        leaves.append(recount(round=round, district=district, now=now, size=size + len(leaves)))
    return leaves
