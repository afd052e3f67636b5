"""Reads of the roll, from a signed-in person to their right to vote."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max

from city.models import Round, User
from voting.models import CheckOff, PendingCast, RollEntry, SealedCast
from voting.queries.contests import contests, purses
from voting.queries.identities import identity_hashes
from voting.queries.keys import round_key
from voting.queries.voters import Assisted, Voter
from voting.rules.contest import Contest
from voting.rules.eligibility import contests_for
from voting.rules.slots import slot_of


def entry_of(voter: Voter, round: Round) -> RollEntry | None:
    """The person's entry on the roll of the round; None where there is none."""
    if isinstance(voter, Assisted):
        return RollEntry.objects.select_related("district").filter(pk=voter.entry, round=round).first()
    return entries_of(voter, [round]).get(round.pk)


def entries_of(user: User, rounds: Iterable[Round]) -> dict[int, RollEntry]:
    """The person's entries on the rolls of these rounds, by the key of the round."""
    rounds = list(rounds)
    hashes = identity_hashes(user, rounds)
    if not hashes:
        return {}
    # By the round as well, though the hash is enough: without it the whole roll is read.
    entries = RollEntry.objects.select_related("district").filter(round__in=rounds, identity_hmac__in=hashes)
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


def on_paper(slots: Collection[str]) -> set[str]:
    """Those of the slots whose voters were given a paper at a station: nothing else counts for them."""
    return set(CheckOff.objects.filter(slot__in=slots).values_list("slot", flat=True))


def used(entry: RollEntry, round: Round) -> list[str]:
    """The codes of the districts in which this entry has voted, or was given a paper."""
    slots = {slot(entry, round, purse.code): purse.code for purse in purses(round)}
    given, cast = on_paper(slots), versions(slots)
    return [code for pseudonym, code in slots.items() if cast[pseudonym] or pseudonym in given]


@dataclass(frozen=True)
class Right:
    """A contest somebody may vote in, the version of the ballot that is in (0: none yet), or whether it is on paper."""

    contest: Contest
    slot: str
    version: int
    is_on_paper: bool = False

    @property
    def is_used(self) -> bool:
        return self.is_on_paper or self.version > 0


def rights(entry: RollEntry, round: Round) -> list[Right]:
    """Every contest of the frozen round in which this entry may vote."""
    codes = contests_for(entry.district.code, purses(round), round.may_vote_in)
    by_code = {area.district: area for area in contests(round)}
    areas = [area for area in map(by_code.get, codes) if area and area.projects]
    slots = [slot(entry, round, area.district) for area in areas]
    found, given = versions(slots), on_paper(slots)
    return [
        Right(area, pseudonym, found[pseudonym], pseudonym in given)
        for area, pseudonym in zip(areas, slots, strict=True)
    ]
