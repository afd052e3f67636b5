"""What may be shown of a running vote: one answer for the page, the socket, the API and everything else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count

from city.models import District, Round
from city.models.rounds import Visibility
from voting.models import PendingCast, SealedCast, Tally
from voting.queries.log import is_frozen, log_size

TRIES = 3


@dataclass(frozen=True)
class Standing:
    """A round's numbers at one moment.

    `size` is the length of the log, `cast` the ballots that stand (one per voter and contest), `sealed` those
    of them in the count; `tally` maps district and ballot code to votes, or is None while it may not be shown.
    """

    round: str
    size: int
    cast: int
    sealed: int
    at: datetime
    tally: dict[str, dict[str, int]] | None
    turnout: dict[str, dict[str, int]]

    def as_json(self) -> dict[str, Any]:
        return {
            "round": self.round,
            "size": self.size,
            "cast": self.cast,
            "sealed": self.sealed,
            "at": self.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tally": self.tally,
            "turnout": self.turnout,
        }


def standing(round: Round, now: datetime) -> Standing:
    """The numbers of the round that anybody may see at `now`, all of one moment."""
    for _ in range(TRIES):
        size = log_size(round)
        found = _standing(round, now, size)
        if log_size(round) == size:
            break  # no mix came between the reads
    return found


def _standing(round: Round, now: datetime, size: int) -> Standing:
    tallies = list(Tally.objects.filter(round=round).select_related("district"))
    sealed = {tally.district.code: tally.ballots for tally in tallies}
    cast = _cast(round, sealed)
    return Standing(
        round=round.slug,
        size=size,
        cast=sum(cast.values()),
        sealed=sum(sealed.values()),
        at=now,
        tally=_shown(round, tallies) if may_show(round, now) else None,
        turnout={code: {"cast": cast[code], "sealed": sealed.get(code, 0)} for code in cast},
    )


def _shown(round: Round, tallies: Iterable[Tally]) -> dict[str, dict[str, int]]:
    """The counts of every contest, all of them zero where no mix has come yet."""
    districts = (round.manifest or {}).get("districts", [])
    zeros = {entry["code"]: dict.fromkeys((row["code"] for row in entry["projects"]), 0) for entry in districts}
    return zeros | {tally.district.code: tally.counts for tally in tallies}


class Mark(NamedTuple):
    """What moves when anything moves: the end of the log, and how many ballots wait for it."""

    size: int
    waiting: int


def mark(round: Round) -> Mark:
    """A cheap look at a round: while its mark stays the same, so do its counts."""
    return Mark(log_size(round), PendingCast.objects.filter(round=round).count())


def may_show(round: Round, now: datetime) -> bool:
    """Whether counts may be shown: by the round's visibility, and to everybody once the vote is closed.

    None while a recount has found a difference and nobody has looked yet.
    """
    is_public = round.visibility in {Visibility.LIVE, Visibility.DAILY} or round.is_closed(now)
    return is_public and not is_frozen(round)


def _cast(round: Round, sealed: dict[str, int]) -> dict[str, int]:
    """Ballots that stand, per district: each voter's first version, waiting or sealed."""
    if round.is_imported:
        return sealed
    codes = dict(District.objects.filter(envelopes__round=round).values_list("pk", "code"))
    found = dict.fromkeys(codes.values(), 0)
    tables: list[type[PendingCast | SealedCast]] = [PendingCast, SealedCast]
    if round.visibility == Visibility.LIVE:
        tables.remove(SealedCast)  # the tally moves with every mix, so the log need not be counted through
        found |= sealed
    for model in tables:
        rows = model.objects.filter(round=round, seq=1).values_list("district").annotate(count=Count("*"))
        for district, count in rows:
            found[codes[district]] += count
    return found
