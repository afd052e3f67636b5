"""In which contests a voter may cast."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Purse:
    """A district that has an envelope in the round."""

    code: str
    is_citywide: bool


def contests_for(home: str, purses: Sequence[Purse], may_vote_in: str) -> list[str]:
    """The codes of the districts in which a voter who lives in `home` may cast.

    `may_vote_in` is home | home_and_city | any (a round with `any` also limits in how many).
    """
    if may_vote_in == "any":
        return [purse.code for purse in purses]
    city = may_vote_in == "home_and_city"
    return [purse.code for purse in purses if purse.code == home or (city and purse.is_citywide)]


def has_room(voted_in: Sequence[str], district: str, may_vote_in: str, limit: int) -> bool:
    """Whether a voter who has ballots in `voted_in` may also cast in `district`."""
    return may_vote_in != "any" or district in voted_in or len(voted_in) < limit
