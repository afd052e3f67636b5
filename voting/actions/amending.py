"""Amending a frozen ballot: the manifest stays as it was hashed, and what changed is read on top of it."""

from datetime import datetime

from django.db import transaction

from city.actions.audit import record
from city.models import User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from city.rules.texts import tidy_line
from proposals.models import Proposal, Valuation
from voting.actions.log import enter
from voting.models import Amendment
from voting.queries.changes import missing_to_amend, project_of
from voting.rules.log.leaves import Ruling, amended


def amend(
    *,
    actor: User | None,
    now: datetime,
    proposal: Proposal,
    title: str,
    cost_minor: int,
    approver: User | None = None,
    reason: str = "",
    case: int = 0,
) -> Amendment:
    """Give a proposal on a frozen ballot another title or cost. Ballots that are in stay as they are.

    Raises Refused. It takes two people, or the server's own console (no actor).
    """
    require_two(actor, approver, Verb.AMEND, proposal.round)
    title = tidy_line(title)
    with transaction.atomic():
        lock(f"round:{proposal.round_id}")
        row = Proposal.objects.select_related("round", "district").get(pk=proposal.pk)
        if reasons := missing_to_amend(row, title, cost_minor, now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        made = _amend(row, title, cost_minor, now, reason)
        _tell(made, case)
        record(
            actor=actor,
            now=now,
            verb=Verb.AMEND,
            subject=row,
            before={"title": made.old_title, "cost": made.old_cost_minor},
            after={"title": title, "cost": cost_minor},
            reason=reason,
            approver=approver,
        )
    return made


def _tell(made: Amendment, case: int) -> None:
    leaf = amended(
        district=made.proposal.district.code,
        code=made.proposal.code,
        title=made.new_title,
        cost=made.new_cost_minor,
        old_title=made.old_title,
        old_cost=made.old_cost_minor,
        ruling=Ruling(made.reason, made.amended_at, case),
    )
    enter(round=made.round, leaf=leaf)


def _amend(row: Proposal, title: str, cost_minor: int, now: datetime, reason: str) -> Amendment:
    listed = project_of(row)
    row.title = title
    row.save()
    Valuation.objects.filter(proposal=row).update(cost_minor=cost_minor)
    return Amendment.objects.create(
        round=row.round,
        proposal=row,
        old_title=listed.title,
        new_title=title,
        old_cost_minor=listed.cost_minor,
        new_cost_minor=cost_minor,
        reason=reason,
        amended_at=now,
    )
