"""The city's answer to a proposal: what it costs, or why it cannot be done."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import User
from city.rules.phases import Verb
from city.rules.refusal import Reason, Refused
from city.rules.texts import tidy_text
from proposals.actions.drafts import about_money
from proposals.actions.transitions import hold, require_office, require_season, require_state
from proposals.models import Feasibility, Proposal, Valuation


def value(
    *,
    actor: User,
    now: datetime,
    proposal: Proposal,
    feasibility: Feasibility,
    cost_minor: int | None,
    reason: str = "",
) -> Valuation:
    """Answer a published proposal, or answer it anew.

    What is possible has a cost within the district's envelope (minor units); what is not has a reason and no
    cost. Raises Refused.
    """
    require_office(actor, Verb.VALUE, proposal.round)
    said = tidy_text(reason)
    cost = cost_minor if feasibility == Feasibility.FEASIBLE else None
    with transaction.atomic():
        require_season(proposal.round, Verb.VALUE, now)
        row = hold(proposal)
        require_state(row, Verb.VALUE)
        if reasons := _missing(row, feasibility, cost, said):
            raise Refused(*reasons)
        answer: dict[str, object] = {"feasibility": feasibility.value, "cost_minor": cost, "reason": said}
        valuation, _is_new = Valuation.objects.update_or_create(
            proposal=row, defaults=answer | {"reviewer": actor, "valued_at": now}
        )
        record(actor=actor, now=now, verb="value", subject=row, after=_told(answer), reason=said)
    return valuation


def _missing(proposal: Proposal, feasibility: Feasibility, cost: int | None, reason: str) -> list[Reason]:
    if feasibility == Feasibility.UNFEASIBLE:
        return [] if reason else [Reason("no_reason", _("Say why it cannot be done; everyone reads it."), "reason")]
    if cost is None:
        return [Reason("no_cost", _("Give the cost of what can be done."), "cost")]
    return about_money(cost, proposal.round, proposal.district)


def _told(answer: dict[str, object]) -> dict[str, object]:
    """What the audit trail hashes: nothing that is not there."""
    return {name: part for name, part in answer.items() if part is not None}
