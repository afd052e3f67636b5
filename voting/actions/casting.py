"""Casting a ballot: the one act that leaves no entry in the audit trail, for its record is the log.

The protocol is docs/ballots.md. One transaction; acknowledged after it is committed; no queue, counter or cache
before that.
"""

import secrets
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from city.models import District, Phase, Round
from city.queries.locks import database_now, lock, lock_shared
from city.queries.memory import cache
from city.rules.canonical import canonical
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Reason, Refused, refuse
from voting.actions.reasons import refused
from voting.models import AssistedCount, PendingCast, RollEntry
from voting.queries.admission import closed, own_contest, require_no_paper, require_open, roll_entry
from voting.queries.receipts import Receipt, cast_by_id, receipt
from voting.queries.roll import slot, used, version
from voting.queries.voters import Assisted, Voter
from voting.rules.ballots import KINDS
from voting.rules.contest import Contest
from voting.rules.eligibility import has_room
from voting.rules.slots import ballot_hash, ballot_of, cast_hash, slot_opening

RECASTS_AN_HOUR = 5
NONCE_LENGTH = 64


def cast(
    *,
    actor: Voter,
    now: datetime,  # noqa: ARG001 - every action takes it; here the clock of the database decides
    round: Round,
    district: str,
    cast_id: UUID,
    prev: int,
    nonce: str,
    choices: object,
) -> Receipt:
    """Record the ballot of `actor` in one contest and give its receipt.

    `prev` is the version the voter saw (0: none yet); `nonce` 32 bytes of theirs in hexadecimal. The same
    `cast_id` again gives the same receipt. Raises Refused: FORBIDDEN (not on the roll, not their contest),
    INVALID (the ballot breaks a rule), CONFLICT (another version is in), CLOSED, TOO_MANY.
    """
    entry = roll_entry(actor, round)
    if again := _same_request(entry, round, district, cast_id):
        return again  # also after the close: the answer to the first request may have been lost
    require_open(round, database_now())  # a server whose own clock is wrong turns nobody away
    area = own_contest(entry, round, district)
    _check_ballot(area, nonce, choices)
    row = PendingCast(
        round=round,
        district=_district(entry, district),
        cast_id=cast_id,
        slot=slot(entry, round, district),
        seq=prev + 1,
        slot_nonce=secrets.token_hex(32),
        nonce=nonce,
    )
    commit_to(row, round, area, choices)
    try:
        _insert(row, round, entry)
    except Refused:
        if again := _same_request(entry, round, district, cast_id):
            return again  # the same request, sent twice at once: the other was first
        raise
    if isinstance(actor, Assisted) and row.seq == 1:
        _count_assisted(row)
    return receipt(row, round)


def _district(entry: RollEntry, code: str) -> District:
    return entry.district if entry.district.code == code else District.objects.get(code=code)


def _same_request(entry: RollEntry, round: Round, district: str, cast_id: UUID) -> Receipt | None:
    earlier = cast_by_id(round, cast_id)
    if earlier is None:
        return None
    if earlier.slot != slot(entry, round, district):
        raise refuse(
            "cast_id_taken",
            _("Send this ballot again with a new request number."),
            field="cast_id",
            kind=Kind.CONFLICT,
        )
    return replace(receipt(earlier, round), is_repeated=True)


def _check_ballot(area: Contest, nonce: str, choices: object) -> None:
    if len(nonce) != NONCE_LENGTH or set(nonce) - set("0123456789abcdef"):
        raise refuse("bad_nonce", _("The nonce must be 32 bytes as 64 hexadecimal digits."), field="nonce")
    faults = KINDS[area.kind].faults(choices, area)
    if faults:
        raise refused(faults, area)


def commit_to(row: PendingCast, round: Round, area: Contest, choices: object) -> None:
    """Write the ballot, and the hashes that commit to it, into the row."""
    kind = KINDS[area.kind]
    ballot = ballot_of(round.manifest_hash, area.district, kind.code, kind.canonical(choices))
    row.ballot = canonical(ballot).decode()
    row.ballot_hash = ballot_hash(row.nonce, ballot)
    row.h = cast_hash(round.manifest_hash, slot_opening(row.slot_nonce, row.slot, row.seq), row.ballot_hash)


def _insert(row: PendingCast, round: Round, entry: RollEntry) -> None:
    try:
        with transaction.atomic():
            lock_shared(f"round:{round.pk}")
            lock(f"slot:{row.slot}")
            _check_state(row, round, entry)
            row.save(force_insert=True)
    except IntegrityError:
        raise _overtaken(version(row.slot)) from None


def _check_state(row: PendingCast, round: Round, entry: RollEntry) -> None:
    moment = database_now()
    if not Phase.objects.filter(round=round, kind=PhaseKind.VOTING.value, closes_at__gt=moment).exists():
        raise closed(Round.objects.get(pk=round.pk), moment)  # the vote may close sooner than when the page was read
    require_no_paper(row.slot)
    current = version(row.slot)
    if current != row.seq - 1:
        raise _overtaken(current)
    if current == 0:
        _check_room(row, round, entry)
    else:
        _check_pace(row.slot)


def _check_room(row: PendingCast, round: Round, entry: RollEntry) -> None:
    """In a round where people vote in any districts, no more of them than it says."""
    if round.may_vote_in != "any":
        return
    lock(f"entry:{entry.uuid}")
    voted = used(entry, round)
    if not has_room(voted, row.district.code, round.may_vote_in, round.may_vote_in_count):
        raise refuse(
            "too_many_districts",
            _("You have voted in %(count)d districts, which is as many as this round allows.") % {"count": len(voted)},
            field="district",
            kind=Kind.FORBIDDEN,
        )


def _check_pace(pseudonym: str) -> None:
    """At most five recasts an hour, kept in the cache alone: no time may stand beside a ballot."""
    key = f"recasts:{pseudonym}"
    try:
        cache.add(key, 0, timeout=3600)
        times = cache.incr(key)
    except (RedisError, ValueError):
        return  # without its cache the platform still takes ballots
    if times > RECASTS_AN_HOUR:
        raise refuse(
            "too_many_recasts",
            _("You have changed this ballot five times within an hour. The last one stands; try again later."),
            kind=Kind.TOO_MANY,
        )


def _count_assisted(row: PendingCast) -> None:
    """One more in the number for the contest. In a transaction of its own: PostgreSQL numbers rows by theirs."""
    counted, _is_new = AssistedCount.objects.get_or_create(round=row.round, district=row.district)
    AssistedCount.objects.filter(pk=counted.pk).update(ballots=F("ballots") + 1)


def _overtaken(current: int) -> Refused:
    message = _("Another version of this ballot is in (version %(version)d). Look at it before you cast again.")
    return Refused(
        Reason("overtaken", message % {"version": current}, "prev", {"current": current}), kind=Kind.CONFLICT
    )
