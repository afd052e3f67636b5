"""Where somebody's ballot is still missing."""

from dataclasses import dataclass
from datetime import datetime

from city.models import District, Round
from city.models.rounds import MayVoteIn
from voting.queries.admission import roll_entry
from voting.queries.roll import rights
from voting.queries.voters import Voter


@dataclass(frozen=True)
class StillOpen:
    """Contests in which the person may vote and has no ballot in.

    `more` is in how many of them they may still vote, where they choose which; None where they vote in all.
    """

    districts: list[District]
    more: int | None = None

    def __bool__(self) -> bool:
        return bool(self.districts) and self.more != 0


def still_open(voter: Voter, round: Round, now: datetime, *, besides: str = "") -> StillOpen:
    """What is open to the person at `now`; the district `besides` is told of elsewhere on the page."""
    if not round.is_voting(now):
        return StillOpen([])
    mine = rights(roll_entry(voter, round), round)
    missing = {right.contest.district for right in mine if not right.is_used} - {besides}
    districts = list(District.objects.filter(code__in=missing))
    if round.may_vote_in != MayVoteIn.ANY:
        return StillOpen(districts)
    return StillOpen(districts, max(round.may_vote_in_count - sum(right.is_used for right in mine), 0))
