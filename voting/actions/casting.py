"""Casting a ballot: the one act that leaves no entry in the audit trail, for its record is the log.

The protocol is docs/ballots.md. One transaction; acknowledged after it is committed; no queue, counter or cache
before that.
"""

import secrets
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from city.models import District, Round, User
from city.queries.locks import database_now, lock, lock_shared
from city.rules.canonical import canonical
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Kind, Reason, Refused, refuse
from voting.actions.reasons import refused
from voting.models import PendingCast, RollEntry
from voting.queries.contests import contest, purses
from voting.queries.receipts import Receipt, cast_by_id, receipt
from voting.queries.roll import entry_of, slot, version
from voting.rules.ballots import KINDS
from voting.rules.contest import Contest
from voting.rules.eligibility import contests_for, has_room
from voting.rules.slots import ballot_hash, ballot_of, cast_hash, slot_opening

RECASTS_AN_HOUR = 5
NONCE_LENGTH = 64


def cast(
    *,
    actor: User,
    now: datetime,
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
    entry = _entry(actor, round)
    area = _contest(entry, round, district, now)
    pseudonym = slot(entry, round, district)
    if again := _same_request(round, cast_id, pseudonym):
        return again
    _check_ballot(area, nonce, choices)
    kind = KINDS[area.kind]
    row = PendingCast(
        round=round,
        district=District.objects.get(code=district),
        cast_id=cast_id,
        slot=pseudonym,
        seq=prev + 1,
        slot_nonce=secrets.token_hex(32),
        nonce=nonce,
    )
    ballot = ballot_of(round.manifest_hash, district, kind.code, kind.canonical(choices))
    _seal_hashes(row, round, ballot)
    _insert(row, round, entry)
    return receipt(row, round)


def _entry(actor: User, round: Round) -> RollEntry:
    entry = entry_of(actor, round)
    if entry is None:
        raise refuse(
            "not_on_roll",
            _("You are not on the roll of this round yet. The city's desk can put you on it."),
            kind=Kind.FORBIDDEN,
        )
    return entry


def _contest(entry: RollEntry, round: Round, district: str, now: datetime) -> Contest:
    if not round.permits(Verb.CAST, now):
        raise _closed(round, now)
    area = contest(round, district)
    if area is None:
        raise refuse(
            "no_such_contest",
            _("This district has no vote in this round."),
            field="district",
            kind=Kind.NOT_FOUND,
        )
    if district not in contests_for(entry.district.code, purses(round), round.may_vote_in):
        raise refuse(
            "not_your_district",
            _("You are on the roll of %(home)s and vote there.") % {"home": entry.district.name},
            field="district",
            kind=Kind.FORBIDDEN,
        )
    return area


def _closed(round: Round, now: datetime) -> Refused:
    if round.is_closed(now):
        return refuse("closed", _("The vote is closed. A ballot that was in before counts."), kind=Kind.CLOSED)
    return refuse("not_open", _("The vote is not open yet."), kind=Kind.CONFLICT)


def _same_request(round: Round, cast_id: UUID, pseudonym: str) -> Receipt | None:
    earlier = cast_by_id(round, cast_id)
    if earlier is None:
        return None
    if earlier.slot != pseudonym:
        raise refuse(
            "cast_id_taken",
            _("Send this ballot again with a new request number."),
            field="cast_id",
            kind=Kind.CONFLICT,
        )
    return receipt(earlier, round)


def _check_ballot(area: Contest, nonce: str, choices: object) -> None:
    if len(nonce) != NONCE_LENGTH or set(nonce) - set("0123456789abcdef"):
        raise refuse("bad_nonce", _("The nonce must be 32 bytes as 64 hexadecimal digits."), field="nonce")
    faults = KINDS[area.kind].faults(choices, area)
    if faults:
        raise refused(faults, area)


def _seal_hashes(row: PendingCast, round: Round, ballot: dict[str, object]) -> None:
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
    voting = round.stretch(PhaseKind.VOTING)
    moment = database_now()
    if voting is None or moment >= voting.closes_at:
        raise _closed(round, moment)
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
    voted = [purse.code for purse in purses(round) if version(slot(entry, round, purse.code))]
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


def _overtaken(current: int) -> Refused:
    message = _("Another version of this ballot is in (version %(version)d). Look at it before you cast again.")
    return Refused(
        Reason("overtaken", message % {"version": current}, "prev", {"current": current}), kind=Kind.CONFLICT
    )
