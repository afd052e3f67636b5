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

from city.models import District, Round
from city.queries.locks import database_now, lock, lock_then_now
from city.queries.memory import cache
from city.rules.canonical import canonical
from city.rules.refusal import Kind, Reason, Refused, refuse
from voting.actions.reasons import refused
from voting.models import AssistedCount, PendingCast, RollEntry
from voting.queries.admission import closed, on_paper_already, own_contest, require_open, roll_entry
from voting.queries.receipts import Receipt, cast_by_id, receipt
from voting.queries.roll import slot, used, version
from voting.queries.slot_states import SlotState, slot_state
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
    row = PendingCast(
        round=round,
        cast_id=cast_id,
        slot=slot(entry, round, district),
        seq=prev + 1,
        slot_nonce=secrets.token_hex(32),
        nonce=nonce,
    )
    try:
        checkpoint = _take(row, round, entry, district, choices)
    except Refused:
        if again := _same_request(row, round):
            return again  # also after the close: the answer to the first request may have been lost
        require_open(round, database_now())  # that it is over is said before what else is wrong
        raise
    if isinstance(actor, Assisted) and row.seq == 1:
        _count_assisted(row)
    return receipt(row, round, checkpoint)


def _take(row: PendingCast, round: Round, entry: RollEntry, district: str, choices: object) -> str:
    """Store the ballot; the newest published state of the log, for its receipt."""
    area = own_contest(entry, round, district)
    row.district = entry.district if entry.district.code == district else District.objects.get(code=district)
    _check_ballot(area, row.nonce, choices)
    commit_to(row, round, area, choices)
    return _insert(row, round, entry)


def _same_request(row: PendingCast, round: Round) -> Receipt | None:
    earlier = cast_by_id(round, row.cast_id)
    if earlier is None:
        return None
    if earlier.slot != row.slot:
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


def _insert(row: PendingCast, round: Round, entry: RollEntry) -> str:
    try:
        with transaction.atomic():
            moment = lock_then_now(shared=f"round:{round.pk}", alone=f"slot:{row.slot}")
            state = slot_state(row, moment)
            _check_state(state, row, round, entry)
            row.save(force_insert=True)
    except IntegrityError:
        raise _overtaken(version(row.slot)) from None
    return state.checkpoint


def _check_state(state: SlotState, row: PendingCast, round: Round, entry: RollEntry) -> None:
    if not state.is_open:
        raise closed(Round.objects.get(pk=round.pk), state.at)  # the vote may close sooner than when the page was read
    if state.is_on_paper:
        raise on_paper_already()
    if state.is_repeated or state.version != row.seq - 1:
        raise _overtaken(state.version)
    if state.version == 0:
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
