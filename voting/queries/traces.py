"""What became of a cast: what the published log, and the ballots that wait for it, say of one hash.

Nobody is told here what is not public: a ballot that waits, or one that only this server has sealed, is pending.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from city.models import Round
from city.queries.rounds import rounds
from city.rules.canonical import canonical
from city.rules.phases import PhaseKind
from voting.models import Cast, Checkpoint, LogLeaf, PendingCast, SealedCast
from voting.queries.log import is_frozen, published
from voting.rules.receipts import State, Traces, state_of
from voting.rules.slots import HASH_LENGTH, cast_prefix, short_code


@dataclass(frozen=True)
class Trace:
    """What is known of the cast `h` (hexadecimal); no district where it is missing.

    `head` is the newest published state of the log, `void` the leaf that took the cast out of the count.
    """

    round: Round
    h: str
    district: str
    state: State
    traces: Traces
    head: Checkpoint | None = None
    void: dict[str, Any] | None = None
    is_frozen: bool = False

    @property
    def index(self) -> int | None:
        return self.traces.index

    @property
    def due_at(self) -> datetime:
        return self.traces.due_at

    @property
    def short_code(self) -> str:
        return short_code(self.h)

    @property
    def is_of_a_desk(self) -> bool:
        """Whether the cast gave way to what its voter did at a desk."""
        return self.void is not None and self.void["reason"] == "desk"


def look_up(code: str, now: datetime, slug: str = "") -> Trace | None:
    """The cast with this short code or hash, in the round of this slug where one is given.

    A whole hash that a round does not know is missing there. None where the code leads nowhere, or to two casts.
    """
    prefix = cast_prefix(code)
    if prefix is None:
        return None
    found = _casts(prefix, slug)
    if len(found) == 1:
        return _trace(found[0], now)
    round = rounds().filter(slug=slug, is_imported=False, frozen_at__isnull=False).first()
    if found or round is None or len(prefix) != HASH_LENGTH:
        return None
    return _told(round, prefix, "", Traces(is_waiting=False, due_at=_due_at(round)), published(round), now)


def _casts(prefix: str, slug: str) -> list[Cast]:
    """At most two casts whose hash begins so; the bounds let the database go by its index."""
    within = {"h__gte": prefix, "h__lt": f"{prefix}g"} | ({"round__slug": slug} if slug else {})
    rows: list[Cast] = []
    for model in (SealedCast, PendingCast):
        rows += model.objects.filter(**within).select_related("district", "round").prefetch_related("round__phases")[:2]
    return rows


def _trace(cast: Cast, now: datetime) -> Trace:
    round, head = cast.round, published(cast.round)
    size, due_at, code = head.size if head else 0, _due_at(cast.round), cast.district.code
    if not isinstance(cast, SealedCast) or cast.position >= size:
        return _told(round, cast.h, code, Traces(is_waiting=True, due_at=due_at), head, now)
    tallies = _acts(round, "tally", size, district=code)
    traces = Traces(
        is_waiting=False,
        due_at=due_at,
        index=cast.position,
        is_tallied=tallies.filter(index__gt=cast.position).exists(),
        is_replaced=SealedCast.objects.filter(slot=cast.slot, seq__gt=cast.seq, position__lt=size).exists(),
    )
    return _told(round, cast.h, code, traces, head, now)


def _told(round: Round, h: str, district: str, traces: Traces, head: Checkpoint | None, now: datetime) -> Trace:
    """The trace, with what officers did about the cast."""
    leaf = _acts(round, "void", head.size if head else 0, h=h).values_list("data", flat=True).first()
    void = json.loads(leaf) if leaf else None
    traces = replace(traces, is_voided=void is not None)
    return Trace(round, h, district, state_of(traces, now), traces, head, void, is_frozen(round))


def _acts(round: Round, kind: str, size: int, **content: str) -> QuerySet[LogLeaf]:
    """The published leaves of a kind that say this, found in the text that was hashed."""
    said = canonical(content).decode()[1:-1]
    rows = LogLeaf.objects.filter(round=round, kind=kind, index__lt=size, data__contains=said)
    return rows.exclude(kind="cast")  # the index of acts holds no cast


def _due_at(round: Round) -> datetime:
    """When the log has every accepted ballot, as each receipt promises."""
    voting = round.stretch(PhaseKind.VOTING)
    assert voting is not None
    return voting.closes_at + timedelta(minutes=round.mmd_minutes)
