"""A round in which one number would give the count away: 7,919 of 9,001 ballots are for one idea, 1,082 for another."""

import re
from uuid import UUID

from city.rules.canonical import canonical, digest
from tests.factories import NOW, make_contest
from voting.actions.log import append
from voting.actions.publishing import publish
from voting.actions.sealing import seal
from voting.models import SealedCast, Tally, Turnout
from voting.queries.log import log_size
from voting.rules.log import leaves
from voting.rules.slots import ballot_hash, ballot_of, cast_hash, slot_opening

COUNTS = {"P01": 7_919, "P02": 1_082}
BALLOTS = sum(COUNTS.values())
# The numbers however they are grouped, and their shares; nothing longer that happens to hold the same digits.
GROUP = r"(?:[,.'’\u00a0\u202f\u2009 ]|&nbsp;|&#160;)?"
CANARY = re.compile(rf"(?<![0-9A-Za-z])(?:7{GROUP}919|1{GROUP}082|87[.,]9[78]\d*|12[.,]02\d*)(?![0-9A-Za-z])")

MOMENT = re.compile(r"\d\d:\d\d:\d\d[.,]\d+")  # a second and its parts come by every number as well


def make_canary(slug, district, *, is_cast=True, **fields):
    """A round that is voting, with its ballots (where asked) in the log, and its count where the site keeps counts."""
    round, _ = make_contest(slug=slug, district=district, **fields)
    seal(now=NOW)
    start = log_size(round)
    casts = sorted(_casts(round, district) if is_cast else [], key=lambda cast: cast.h)
    for number, cast in enumerate(casts):
        cast.position = start + number
    SealedCast.objects.bulk_create(casts, batch_size=500)
    told = [leaves.cast(district=district.code, h=cast.h) for cast in casts]
    append(round=round, now=NOW, leaves=[*told, leaves.turnout(district=district.code, ballots=BALLOTS)])
    counted = {"counts": COUNTS | {"P03": 0}, "gained": COUNTS, "ballots": BALLOTS, "size": log_size(round)}
    Tally.objects.create(round=round, district=district, counted_at=NOW, **counted)
    kept = {"cast": BALLOTS, "sealed": BALLOTS, "size": log_size(round), "moved_at": NOW}
    Turnout.objects.update_or_create(round=round, district=district, defaults=kept)
    publish(round=round)
    return round


def _casts(round, district):
    choices = [[code] for code, votes in COUNTS.items() for _ in range(votes)]
    for number, chosen in enumerate(choices, start=1):
        yield _cast(round, district, chosen, digest(f"{round.slug} {number}".encode()))


def _cast(round, district, choices, slot):
    ballot = ballot_of(round.manifest_hash, district.code, "approval", choices)
    hashed = ballot_hash(slot, ballot)
    return SealedCast(
        round=round,
        district=district,
        cast_id=UUID(slot[32:]),
        slot=slot,
        seq=1,
        slot_nonce=slot,
        nonce=slot,
        ballot=canonical(ballot).decode(),
        ballot_hash=hashed,
        h=cast_hash(round.manifest_hash, slot_opening(slot, slot, 1), hashed),
    )


HINTS = ("919", "082", "87.9", "87,9", "12.02", "12,02")  # looked for first, which is quick


def found_in(text):
    """What of the count stands in a text."""
    if not any(hint in text for hint in HINTS):
        return []
    return [match[0] for match in CANARY.finditer(MOMENT.sub("", text))]
