"""Freezing a round: from then on nothing that could change who wins can change."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from proposals.models import Proposal, StatusName
from voting.actions.keys import make_key, make_signing_keys
from voting.queries.manifests import ballots_of, part_of
from voting.queries.readiness import missing
from voting.queries.signing import log_key, origin, receipt_key
from voting.queries.terms import terms
from voting.rules.manifest import DistrictPart, manifest
from voting.rules.slots import round_hash


def freeze(*, actor: User | None, now: datetime, round: Round, approver: User | None = None, reason: str = "") -> Round:
    """Put every costed, possible proposal on its ballot and fix the round's manifest.

    Raises Refused with everything that is still missing. It takes two people, or the server's own console (no actor).
    """
    require_two(actor, approver, Verb.FREEZE, round)
    key = make_key(round)
    make_signing_keys()
    with transaction.atomic():
        lock(f"round:{round.pk}")
        round.refresh_from_db()
        if reasons := missing(round, now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        ballots = ballots_of(round)
        parts = [part_of(round, envelope, listed) for envelope, listed in ballots]
        for _envelope, listed in ballots:
            _list(listed)
        _fix(round, parts, key, now)
        after = {"manifest": round.manifest_hash}
        record(actor=actor, now=now, verb="freeze", subject=round, after=after, reason=reason, approver=approver)
    return round


def _list(listed: Mapping[str, Proposal]) -> None:
    """Put a district's proposals on its ballot, under these codes."""
    for code, proposal in listed.items():
        proposal.code, proposal.status = code, StatusName.LISTED
    Proposal.objects.bulk_update(listed.values(), ["code", "status"])


def _fix(round: Round, parts: list[DistrictPart], key: bytes, now: datetime) -> None:
    round.tie_seed = secrets.token_hex(32)
    log = {"origin": origin(round), "key": str(log_key(round)), "receipt_key": str(receipt_key())}
    round.manifest = manifest(terms(round, parts, key_hash=sha256(key).hexdigest(), log=log))
    round.manifest_hash = round_hash(round.manifest)
    round.frozen_at = now
    round.save(update_fields=["tie_seed", "manifest", "manifest_hash", "frozen_at"])
