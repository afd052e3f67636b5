"""Invented residents who go on voting while somebody watches."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from threading import Event
from time import monotonic

from city.models import Round, User
from city.rules.phases import Verb
from city.rules.refusal import Refused
from demo.fill.ballots import vote, voters
from voting.queries.contests import contests
from voting.queries.roll import entry_of, slot, version
from voting.rules.contest import Contest

LONGEST_LAG = 1.0


@dataclass(frozen=True, slots=True)
class Voter:
    """Someone, and the contest they may vote in."""

    user: User
    round: Round
    where: Contest


@dataclass
class Crowd:
    """Everybody who may vote, in a random order: first each who has not voted, then all of them again and again."""

    rng: Random
    fresh: deque[Voter] = field(default_factory=deque)
    voted: deque[Voter] = field(default_factory=deque)

    def next_voter(self) -> tuple[Voter, int]:
        """Take whose turn it is, with the version of their ballot that is in (0: none)."""
        while self.fresh:
            voter = self.fresh.popleft()
            self.voted.append(voter)
            if _version(voter) == 0:
                return voter, 0
        self.voted.rotate(-1)
        return self.voted[-1], _version(self.voted[-1])


def gather(now: datetime, rng: Random) -> Crowd:
    """Find everybody invented who may vote at `now`."""
    open_rounds = [round for round in Round.objects.prefetch_related("phases") if round.permits(Verb.CAST, now)]
    found = [voter for round in open_rounds for voter in _voters(round)]
    rng.shuffle(found)
    return Crowd(rng, fresh=deque(found))


def _voters(round: Round) -> Iterator[Voter]:
    for where in contests(round):
        for user in voters(where.district):
            yield Voter(user, round, where)


def _version(voter: Voter) -> int:
    entry = entry_of(voter.user, voter.round)
    return version(slot(entry, voter.round, voter.where.district)) if entry else 0


def step(crowd: Crowd, now: datetime) -> Refused | None:
    """Let the next voter cast, or cast anew; give the refusal where there was one."""
    voter, prev = crowd.next_voter()
    try:
        vote(actor=voter.user, now=now, round=voter.round, where=voter.where, rng=crowd.rng, prev=prev)
    except Refused as refusal:
        return refusal
    return None


def moments(stop: Event, rate: float, rng: Random) -> Iterator[None]:
    """Yield at random moments, `rate` a second on average, until told to stop. What is late by far is left out."""
    due = monotonic()
    while True:
        due = max(due + rng.expovariate(rate), monotonic() - LONGEST_LAG)
        if stop.wait(max(0.0, due - monotonic())):
            return
        yield
