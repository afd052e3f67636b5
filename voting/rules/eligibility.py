"""Who may vote in a round, and in which of its contests a voter may cast."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OLDEST = 120


class WhyNot(StrEnum):
    """A reason why somebody may not vote in a round; the words are in voting/queries/eligibility.py."""

    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    OTHER_POSTCODE = "other_postcode"
    NO_VOTE_HERE = "no_vote_here"
    LEVEL_TOO_LOW = "level_too_low"
    NOT_ON_ROLL = "not_on_roll"


@dataclass(frozen=True)
class Terms:
    """Whom a round lets vote. `min_age` is reached on the day `on`; no postcodes means all, no districts as well."""

    on: date | None = None
    min_age: int = 0
    postcodes: Collection[str] = ()
    districts: Collection[str] = ()
    min_level: int = 1


@dataclass(frozen=True)
class Claim:
    """What is known of a person; None where it is not, or not asked."""

    is_on_roll: bool | None = None
    born_on: date | None = None
    postcode: str | None = None
    district: str | None = None
    level: int | None = None


def why_not(claim: Claim, terms: Terms) -> list[WhyNot]:
    """Every reason at once why the person may not vote; none of what is not known."""
    years = age(claim.born_on, terms.on) if claim.born_on and terms.on else None
    stands = {
        WhyNot.TOO_YOUNG: years is not None and years < terms.min_age,
        WhyNot.TOO_OLD: years is not None and years > OLDEST,
        WhyNot.OTHER_POSTCODE: _is_outside(claim.postcode, terms.postcodes),
        WhyNot.NO_VOTE_HERE: _is_outside(claim.district, terms.districts),
        WhyNot.LEVEL_TOO_LOW: claim.level is not None and claim.level < terms.min_level,
        WhyNot.NOT_ON_ROLL: claim.is_on_roll is False,
    }
    return [reason for reason, is_so in stands.items() if is_so]


def age(born_on: date, on: date) -> int:
    """Full years on a day; who was born on 29 February is a year older on 1 March of a common year."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _is_outside(found: str | None, allowed: Collection[str]) -> bool:
    return found is not None and bool(allowed) and found not in allowed


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
