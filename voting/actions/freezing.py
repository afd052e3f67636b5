"""Freezing a round: from then on nothing that could change who wins can change."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from city.actions.audit import record
from city.models import Envelope, Round, User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.queries.rounds import envelopes_of
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from proposals.models import Proposal, StatusName
from voting.actions.keys import make_key, make_signing_keys
from voting.queries.readiness import candidates, missing
from voting.queries.signing import log_key, origin, receipt_key
from voting.queries.terms import terms
from voting.rules.constraints import of_contest
from voting.rules.contest import Project
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
        filled = candidates(round)
        parts = [_place(round, envelope, filled[envelope.district_id]) for envelope in envelopes_of(round)]
        _fix(round, parts, key, now)
        after = {"manifest": round.manifest_hash}
        record(actor=actor, now=now, verb="freeze", subject=round, after=after, reason=reason, approver=approver)
    return round


def _place(round: Round, envelope: Envelope, listed: list[Proposal]) -> DistrictPart:
    """Put the district's proposals on its ballot; their codes are P01, P02 … in the order of submission."""
    for number, proposal in enumerate(listed, start=1):
        proposal.code = proposal.code or f"P{number:02}"
        proposal.status = StatusName.LISTED
    Proposal.objects.bulk_update(listed, ["code", "status"])
    projects = [_project(proposal) for proposal in listed]
    codes = {proposal.pk: proposal.code for proposal in listed}
    constraints = of_contest(round.constraints, envelope.amount_minor, codes)
    return DistrictPart(envelope.district.code, envelope.amount_minor, projects, constraints=constraints)


def _project(proposal: Proposal) -> Project:
    category = proposal.category.code if proposal.category else ""
    return Project(proposal.code, proposal.title, proposal.valuation.cost_minor or 0, category)


def _fix(round: Round, parts: list[DistrictPart], key: bytes, now: datetime) -> None:
    round.tie_seed = secrets.token_hex(32)
    log = {"origin": origin(round), "key": str(log_key(round)), "receipt_key": str(receipt_key())}
    round.manifest = manifest(terms(round, parts, key_hash=sha256(key).hexdigest(), log=log))
    round.manifest_hash = round_hash(round.manifest)
    round.frozen_at = now
    round.save(update_fields=["tie_seed", "manifest", "manifest_hash", "frozen_at"])
