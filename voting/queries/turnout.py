"""How many may vote, and how many did."""

from django.db.models import Count

from city.models import District, Round
from city.models.rounds import MayVoteIn
from city.queries.rounds import districts_of
from voting.models import RollEntry


def electorate(round: Round) -> dict[str, int]:
    """How many on the roll may vote in each district's contest, by district code."""
    rows = RollEntry.objects.filter(round=round).values_list("district__code").annotate(count=Count("uuid"))
    homes: dict[str, int] = dict(rows)
    everybody = sum(homes.values())
    return {
        district.code: everybody if _is_for_all(round, district) else homes.get(district.code, 0)
        for district in districts_of(round)
    }


def _is_for_all(round: Round, district: District) -> bool:
    in_city = round.may_vote_in == MayVoteIn.HOME_AND_CITY and district.is_citywide
    return in_city or round.may_vote_in == MayVoteIn.ANY
