"""How many may vote, and how many did."""

from collections.abc import Iterable

from django.db.models import Count

from city.models import District, Round
from city.models.rounds import MayVoteIn
from city.queries.memory import near
from voting.models import RollEntry

LONG_ROLL = 5_000
ROLL_SECONDS = 60


def electorate(round: Round, districts: Iterable[District]) -> dict[str, int]:
    """How many on the roll may vote in the contest of each of these districts, by district code."""
    homes = _homes(round)
    everybody = sum(homes.values())
    return {
        district.code: everybody if _is_for_all(round, district) else homes.get(district.code, 0)
        for district in districts
    }


def _homes(round: Round) -> dict[str, int]:
    """How many on the roll live in each district. A long roll takes long to count, and hardly moves in a minute."""
    key = f"roll:{round.pk}"
    homes: dict[str, int] | None = near.get(key)
    if homes is None:
        rows = RollEntry.objects.filter(round=round).values_list("district__code").annotate(count=Count("uuid"))
        homes = dict(rows)
        if sum(homes.values()) >= LONG_ROLL:
            near.set(key, homes, ROLL_SECONDS)
    return homes


def _is_for_all(round: Round, district: District) -> bool:
    in_city = round.may_vote_in == MayVoteIn.HOME_AND_CITY and district.is_citywide
    return in_city or round.may_vote_in == MayVoteIn.ANY
