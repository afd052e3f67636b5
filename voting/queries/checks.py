"""Whether what is stored of a round agrees: its manifest, its log, its counts and its key."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from city.models import Round
from voting.models import KeyDestruction, SealedCast, Tally
from voting.queries.ballots import final_ballots, scores, voids_in
from voting.queries.keys import key_path
from voting.queries.tallies import log_size
from voting.rules.slots import ballot_hash, cast_hash, round_hash, slot_opening


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: what it is called, what was found where all is well, and what is wrong."""

    name: str
    said: str
    faults: Sequence[str]


def check_round(round: Round) -> Iterator[Check]:
    """Every check there is for the round. An imported one has no receipts and no log: its ballots are recounted."""
    if round.manifest is None:
        yield Check("round", "not frozen yet: there is nothing to check", [])
        return
    is_same = round_hash(round.manifest) == round.manifest_hash
    yield Check("manifest", round.manifest_hash, [] if is_same else ["it does not have its hash"])
    if round.is_imported:
        yield Check("log", "imported: recount only", [])
    else:
        yield _log(round)
        yield _key(round)
    yield _tallies(round)


def _log(round: Round) -> Check:
    """Positions without a gap, and each sealed cast with its own hash: changed rows are found by their position."""
    size = log_size(round)
    rows = SealedCast.objects.filter(round=round).order_by("position")
    faults, expected = [], 0
    for row in rows.iterator(chunk_size=2_000):
        if row.position != expected:
            faults.append(f"position {expected}: missing")
        if not _is_itself(row, round):
            faults.append(f"position {row.position}: its content does not have its hash")
        expected = row.position + 1
    return Check("log", f"{size} casts, each has its hash", faults)


def _is_itself(row: SealedCast, round: Round) -> bool:
    hashed = ballot_hash(row.nonce, json.loads(row.ballot))
    opening = slot_opening(row.slot_nonce, row.slot, row.seq)
    return hashed == row.ballot_hash and cast_hash(round.manifest_hash, opening, hashed) == row.h


def _tallies(round: Round) -> Check:
    """Each stored count beside a count made now, where nothing has come since it was made."""
    tallies = Tally.objects.filter(round=round).select_related("district", "round")
    current = [tally for tally in tallies if round.is_imported or _is_up_to_date(tally)]
    faults = [fault for tally in current if (fault := _recounted(tally))]
    return Check("counts", f"{len(current)} of {len(tallies)} contests recounted", faults)


def _recounted(tally: Tally) -> str:
    """What is wrong with a stored count; nothing where it is as recounted."""
    ballots = list(final_ballots(tally.round, tally.district))
    counts = dict(scores(tally.round, tally.district, ballots))
    where = tally.district.code
    if len(ballots) != tally.ballots:
        return f"{where}: {tally.ballots} ballots stored, {len(ballots)} recounted"
    wrong = [code for code in counts if counts[code] != tally.counts.get(code)]
    return f"{where}: the count of {', '.join(wrong)} differs from the recount" if wrong else ""


def _is_up_to_date(tally: Tally) -> bool:
    """Whether every sealed cast and every void of the contest is in the count."""
    later = SealedCast.objects.filter(round=tally.round, district=tally.district, position__gte=tally.size)
    return not later.exists() and voids_in(tally.round, tally.district) == tally.voids


def _key(round: Round) -> Check:
    is_destroyed = KeyDestruction.objects.filter(round=round).exists()
    if is_destroyed and key_path(round).exists():
        return Check("key", "", ["recorded as destroyed, and its file is still there: remove it"])
    return Check("key", "destroyed" if is_destroyed else "not destroyed", [])
