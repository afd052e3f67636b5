"""What may be shown of a running vote: one answer for the page, the socket, the API and everything else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery, Sum

from city.models import District, Round
from city.models.rounds import Visibility
from voting.models import Checkpoint, Tally, Turnout
from voting.queries.contests import withdrawn
from voting.queries.log import is_frozen

TRIES = 3


@dataclass(frozen=True)
class Standing:
    """A round's numbers at one moment.

    `size` is the length of the log, `cast` the ballots that stand (one per voter and contest), `sealed` those of them
    in the count; `tally` maps district and ballot code to votes, or is None while it may not be shown; `moved_at` is
    when any of these last moved, None where nothing has; `kept` are the rows of the counts by district, shown or not.
    """

    round: str
    size: int
    cast: int
    sealed: int
    at: datetime
    tally: dict[str, dict[str, int]] | None
    turnout: dict[str, dict[str, int]]
    moved_at: datetime | None = None
    kept: dict[str, Tally] = field(default_factory=dict)

    def ballots(self, *, is_closed: bool) -> dict[str, int]:
        """How many ballots stand in each contest, by district code: once the vote is over, those in the log."""
        return {code: found["sealed" if is_closed else "cast"] for code, found in self.turnout.items()}

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
    """The numbers of the round that anybody may see at `now`, all of one moment. No ballot is read for them."""
    for _ in range(TRIES):
        before = mark(round)
        found = _standing(round, now, before.size)
        if mark(round) == before:
            break  # no mix came between the reads
    return found


def _standing(round: Round, now: datetime, size: int) -> Standing:
    tallies = list(Tally.objects.filter(round=round).select_related("district"))
    sealed = {tally.district.code: tally.ballots for tally in tallies}
    kept = [] if round.is_imported else list(Turnout.objects.filter(round=round).select_related("district"))
    cast = sealed if round.is_imported else _cast(round, kept)
    return Standing(
        round=round.slug,
        size=size,
        cast=sum(cast.values()),
        sealed=sum(sealed.values()),
        at=now,
        tally=_shown(round, tallies) if may_show(round, now) else None,
        turnout={code: {"cast": cast[code], "sealed": sealed.get(code, 0)} for code in cast},
        moved_at=max((*(one.moved_at for one in kept), *(one.counted_at for one in tallies)), default=None),
        kept={tally.district.code: tally for tally in tallies},
    )


def _cast(round: Round, kept: Iterable[Turnout]) -> dict[str, int]:
    """Ballots that stand, per district, as the sealer keeps them."""
    named = [entry["code"] for entry in (round.manifest or {}).get("districts", [])]
    codes = named or District.objects.filter(envelopes__round=round).values_list("code", flat=True)
    return dict.fromkeys(codes, 0) | {one.district.code: one.cast for one in kept}


def _shown(round: Round, tallies: Iterable[Tally]) -> dict[str, dict[str, int]]:
    """The counts of every contest, all of them zero where no mix has come yet."""
    districts = (round.manifest or {}).get("districts", [])
    zeros = {entry["code"]: dict.fromkeys((row["code"] for row in entry["projects"]), 0) for entry in districts}
    shown = zeros | {tally.district.code: tally.counts for tally in tallies}
    for district, code in withdrawn(round):
        shown[district] = {**shown[district], code: 0}  # before the next mix leaves it out of the count as well
    return shown


class Mark(NamedTuple):
    """What moves when anything moves: the end of the log, and how many ballots stand."""

    size: int
    cast: int


def mark(round: Round) -> Mark:
    """A cheap look at a round: while its mark stays the same, so do its counts."""
    newest = Checkpoint.objects.filter(round=OuterRef("pk")).order_by("-size").values("size")[:1]
    numbers = Round.objects.filter(pk=round.pk).annotate(size=Subquery(newest), cast=Sum("turnouts__cast"))
    size, cast = numbers.values_list("size", "cast").get()
    return Mark(size or 0, cast or 0)


def moved(slug: str) -> str:
    """What is another text after everything that moves the numbers of a round; one question, for a page's key."""
    numbers = ("turnouts__size", "turnouts__cast", "turnouts__moved_at", "publication__is_frozen")
    return repr(sorted(Round.objects.filter(slug=slug).values_list(*numbers)))


def may_show(round: Round, now: datetime) -> bool:
    """Whether counts may be shown: by the round's visibility, and to everybody once the vote is closed.

    None while a recount has found a difference and nobody has looked yet.
    """
    is_public = round.visibility in {Visibility.LIVE, Visibility.DAILY} or round.is_closed(now)
    return is_public and not is_frozen(round)
