"""How a proposal got where it is, from its own dates."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from city.queries.money import format_money
from city.rules.phases import PhaseKind
from proposals.models import Proposal, StatusName, Valuation


@dataclass(frozen=True)
class Step:
    """One thing that happened, or (`is_next`) that comes; `is_last` marks where the proposal stands."""

    at: datetime
    title: str
    words: str
    is_last: bool = False
    is_next: bool = False


def steps(proposal: Proposal, now: datetime) -> list[Step]:
    """What happened to the proposal, the earliest first, and the next thing that will."""
    happened = sorted((step for step in _dated(proposal) if step.at <= now), key=lambda step: step.at)
    marked = [
        Step(step.at, step.title, step.words, is_last=number == len(happened))
        for number, step in enumerate(happened, start=1)
    ]
    return marked + _next(proposal, now)


def _dated(proposal: Proposal) -> list[Step]:
    found = [Step(proposal.submitted_at, _("Proposed"), _by(proposal))]
    if proposal.published_at:
        found.append(Step(proposal.published_at, _("Published"), _("read by a moderator")))
    if valuation := getattr(proposal, "valuation", None):
        found.append(_answer(proposal, valuation))
    if proposal.status == StatusName.LISTED and proposal.round.frozen_at:
        words = _("as number %(code)s") % {"code": proposal.code}
        found.append(Step(proposal.round.frozen_at, _("On the ballot"), words))
    return found


def _by(proposal: Proposal) -> str:
    return _("by %(author)s") % {"author": proposal.author} if proposal.author else ""


def _answer(proposal: Proposal, valuation: Valuation) -> Step:
    if not valuation.is_feasible:
        return Step(valuation.valued_at, _("Checked"), _("not possible"))
    cost = format_money(valuation.cost_minor or 0, proposal.round.currency)
    return Step(valuation.valued_at, _("Priced"), _("at %(cost)s") % {"cost": cost})


def _next(proposal: Proposal, now: datetime) -> list[Step]:
    """The vote, for who is on its way there."""
    voting = proposal.round.stretch(PhaseKind.VOTING)
    if voting is None or not proposal.is_public or now >= voting.closes_at:
        return []
    if now < voting.opens_at:
        return [Step(voting.opens_at, _("The vote opens"), "", is_next=True)]
    return [Step(voting.closes_at, _("The vote closes"), "", is_next=True)] if proposal.code else []
