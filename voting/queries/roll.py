"""Reads of the roll, from a signed-in person to their right to vote."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max

from city.models import Round, User
from voting.models import PendingCast, RollEntry, SealedCast
from voting.queries.contests import contests, purses
from voting.queries.identities import identity_hashes
from voting.queries.keys import round_key
from voting.rules.contest import Contest
from voting.rules.eligibility import contests_for
from voting.rules.slots import slot_of


def entry_of(user: User, round: Round) -> RollEntry | None:
    """The person's entry on the roll of the round; None where there is none."""
    return entries_of(user, [round]).get(round.pk)


def entries_of(user: User, rounds: Iterable[Round]) -> dict[int, RollEntry]:
    """The person's entries on the rolls of these rounds, by the key of the round."""
    hashes = identity_hashes(user, rounds)
    entries = RollEntry.objects.select_related("district").filter(identity_hmac__in=hashes) if hashes else []
    return {entry.round_id: entry for entry in entries}


def slot(entry: RollEntry, round: Round, district: str) -> str:
    """The pseudonym of the entry's right in one contest of a frozen round."""
    return slot_of(round_key(round), round.manifest_hash, district, entry.uuid)


def version(slot: str) -> int:
    """How often this slot has cast: 0 where it has not."""
    return versions([slot])[slot]


def versions(slots: Collection[str]) -> dict[str, int]:
    """How often each of these slots has cast. One statement: a sealing between two could hide what it moves."""
    found = dict.fromkeys(slots, 0)
    waiting, sealed = (
        model.objects.filter(slot__in=slots).values_list("slot").annotate(Max("seq"))
        for model in (PendingCast, SealedCast)
    )
    for slot, seq in waiting.union(sealed, all=True):
        found[slot] = max(seq, found[slot])
    return found


@dataclass(frozen=True)
class Right:
    """A contest somebody may vote in, and the version of the ballot that is in (0: none yet)."""

    contest: Contest
    slot: str
    version: int


def rights(entry: RollEntry, round: Round) -> list[Right]:
    """Every contest of the frozen round in which this entry may vote."""
    codes = contests_for(entry.district.code, purses(round), round.may_vote_in)
    by_code = {area.district: area for area in contests(round)}
    areas = [area for area in map(by_code.get, codes) if area and area.projects]
    slots = [slot(entry, round, area.district) for area in areas]
    found = versions(slots)
    return [Right(area, pseudonym, found[pseudonym]) for area, pseudonym in zip(areas, slots, strict=True)]
