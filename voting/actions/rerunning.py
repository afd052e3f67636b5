"""Holding a round once more: another one with the same terms and purses, and the ideas that are still wanted."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import Envelope, Phase, Round, User
from city.queries.permissions import may
from city.queries.rounds import envelopes_of
from city.rules.phases import Verb
from city.rules.refusal import Kind, Reason, Refused, refuse
from city.rules.texts import tidy_line
from proposals.models import Proposal, StatusName, Valuation
from voting.queries.endings import unfunded

# What makes a round this one and no other; everything else of it is a term that the new round takes over.
ITS_OWN = {
    *("id", "slug", "title", "constraints", "tie_seed", "manifest", "manifest_hash", "rerun_of"),
    *("frozen_at", "certified_at", "key_destroyed_at", "cancelled_at", "is_imported"),
}
CARRIED = (
    *("district", "category", "author", "title", "summary", "body", "place", "language", "scene"),
    *("cost_asked_minor", "latitude", "longitude"),
)
ANSWERED = ("feasibility", "cost_minor", "reason", "reviewer", "valued_at")


def rerun(
    *,
    actor: User,
    now: datetime,
    round: Round,
    slug: str,
    title: str,
    opens_at: datetime,
    proposals: Iterable[Proposal],
) -> Round:
    """Make a round from an old one: its first phase opens at `opens_at`, the others follow as they did there.

    `proposals` come along as published ones, with the city's answer; only those that got no money can. Raises Refused.
    """
    if not may(actor, Verb.RERUN, round):
        raise refuse("not_allowed", _("Only an election officer holds a round again."), kind=Kind.FORBIDDEN)
    chosen = sorted(proposals, key=lambda one: (one.submitted_at, one.pk))
    if reasons := _faults(round, slug, tidy_line(title), chosen):
        raise Refused(*reasons)
    with transaction.atomic():
        terms: dict[str, Any] = {
            field.attname: getattr(round, field.attname)
            for field in Round._meta.concrete_fields  # noqa: SLF001 - Django documents it
            if field.name not in ITS_OWN
        }
        made = Round.objects.create(**terms, slug=slug, title=tidy_line(title), rerun_of=round)
        _copy_dates(round, made, opens_at)
        for envelope in envelopes_of(round):
            Envelope.objects.create(round=made, district=envelope.district, amount_minor=envelope.amount_minor)
        copies = {old.pk: _copy(old, made, now).pk for old in chosen}
        made.constraints = _translated(round.constraints, copies)
        made.save(update_fields=["constraints"])
        after = {"from": round.slug, "slug": slug, "proposals": len(chosen)}
        record(actor=actor, now=now, verb=Verb.RERUN, subject=made, after=after)
    return made


def _faults(round: Round, slug: str, title: str, chosen: Iterable[Proposal]) -> list[Reason]:
    found = []
    if Round.objects.filter(slug=slug).exists():
        found.append(Reason("taken", _("There is a round with this address already."), "slug"))
    if not title:
        found.append(Reason("blank", _("Give it a title."), "title"))
    wanted = {proposal.pk for proposal in chosen}
    if wanted - set(unfunded(round).values_list("pk", flat=True)):
        message = _("Only ideas of this round that got no money can come along.")
        found.append(Reason("funded", message, "proposals"))
    return found


def _copy_dates(old: Round, made: Round, opens_at: datetime) -> None:
    phases = list(old.phases.order_by("opens_at"))
    by = opens_at - phases[0].opens_at if phases else timedelta()
    for phase in phases:
        dates = {"opens_at": phase.opens_at + by, "closes_at": phase.closes_at + by}
        Phase.objects.create(round=made, kind=phase.kind, **dates)


def _copy(old: Proposal, made: Round, now: datetime) -> Proposal:
    words = {name: getattr(old, name) for name in CARRIED}
    copy = Proposal.objects.create(round=made, status=StatusName.PUBLISHED, submitted_at=now, published_at=now, **words)
    if answer := getattr(old, "valuation", None):
        Valuation.objects.create(proposal=copy, **{name: getattr(answer, name) for name in ANSWERED})
    return copy


def _translated(constraints: dict[str, Any], copies: dict[int, int]) -> dict[str, Any]:
    """The constraints, with the new keys of proposals that exclude each other; a pair that lost one is none."""
    pairs = [
        [copies[key] for key in pair] for pair in constraints.get("incompatible", []) if set(pair) <= copies.keys()
    ]
    kept = {name: value for name, value in constraints.items() if name != "incompatible"}
    return {**kept, "incompatible": pairs} if pairs else kept
