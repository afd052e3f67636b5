"""The front page: the round of the hour, which doors are open, and what was built so far."""

from dataclasses import dataclass
from datetime import datetime

from budgets.queries.built import Built, built
from city.queries.rounds import rounds
from city.rules.phases import PhaseKind
from frontend.overview import Overview
from frontend.telling import Telling, tell

SHOWN = 3  # awards, and elections held elsewhere


@dataclass(frozen=True)
class Door:
    """A thing to do: the round where it can be done now, or will be next; and whether that is now."""

    overview: Overview | None = None
    is_open: bool = False
    opens_at: datetime | None = None


@dataclass(frozen=True)
class Front:
    """All that the front page says."""

    current: Overview | None
    telling: Telling | None
    vote: Door
    propose: Door
    built: Built
    elsewhere: list[Overview]

    @property
    def open_doors(self) -> int:
        """The money's door is always open."""
        return 1 + self.vote.is_open + self.propose.is_open


def front(now: datetime) -> Front:
    overviews = [Overview(round, now) for round in rounds()]
    own = [one for one in overviews if not (one.round.is_imported or one.round.cancelled_at)]
    vote = _door(own, PhaseKind.VOTING, "is_voting", now)
    propose = _door(own, PhaseKind.PROPOSING, "is_proposing", now)
    current = _of_the_hour(own, vote, propose)
    return Front(
        current=current,
        telling=tell(current) if current else None,
        vote=vote,
        propose=propose,
        built=built(SHOWN),
        elsewhere=[overview for overview in overviews if overview.round.is_imported][:SHOWN],
    )


def _of_the_hour(own: list[Overview], vote: Door, propose: Door) -> Overview | None:
    """Where something can be done, a vote before a call for ideas; else the latest round that has begun."""
    for door in (vote, propose):
        if door.is_open:
            return door.overview
    begun = (one for one in own if one.round.stretches and one.round.stretches[0].opens_at <= one.now)
    return next(begun, None) or next(iter(own), None)


def _door(own: list[Overview], kind: PhaseKind, state: str, now: datetime) -> Door:
    for overview in own:
        if getattr(overview, state):
            return Door(overview, is_open=True)
    coming = [
        (stretch.opens_at, overview)
        for overview in own
        if (stretch := overview.round.stretch(kind)) and stretch.opens_at > now
    ]
    if not coming:
        return Door()
    opens_at, overview = min(coming, key=lambda pair: pair[0])
    return Door(overview, opens_at=opens_at)
