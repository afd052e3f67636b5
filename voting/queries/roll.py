"""Reads of the roll, from a signed-in person to their right to vote."""

from dataclasses import dataclass

from city.models import Round, User
from voting.models import PendingCast, RollEntry, SealedCast
from voting.queries.contests import contest, purses
from voting.queries.keys import has_key, round_key
from voting.rules.contest import Contest
from voting.rules.eligibility import contests_for
from voting.rules.slots import identity_hash, slot_of


def identity_of(user: User) -> str:
    """What a log-in proves about who somebody is: so far, its verified e-mail address."""
    return f"email:{user.email.strip().lower()}"


def entry_of(user: User, round: Round) -> RollEntry | None:
    """The person's entry on the roll of the round; None where there is none."""
    if not has_key(round):
        return None
    hashed = identity_hash(round_key(round), identity_of(user))
    return RollEntry.objects.select_related("district").filter(round=round, identity_hmac=hashed).first()


def slot(entry: RollEntry, round: Round, district: str) -> str:
    """The pseudonym of the entry's right in one contest of a frozen round."""
    return slot_of(round_key(round), round.manifest_hash, district, entry.uuid)


def version(slot: str) -> int:
    """How often this slot has cast: 0 where it has not."""
    found = [
        model.objects.filter(slot=slot).order_by("-seq").values_list("seq", flat=True).first() or 0
        for model in (PendingCast, SealedCast)
    ]
    return max(found)


@dataclass(frozen=True)
class Right:
    """A contest somebody may vote in, and the version of the ballot that is in (0: none yet)."""

    contest: Contest
    slot: str
    version: int


def rights(entry: RollEntry, round: Round) -> list[Right]:
    """Every contest of the frozen round in which this entry may vote."""
    codes = contests_for(entry.district.code, purses(round), round.may_vote_in)
    found = []
    for code in codes:
        area = contest(round, code)
        if area and area.projects:
            pseudonym = slot(entry, round, code)
            found.append(Right(area, pseudonym, version(pseudonym)))
    return found
