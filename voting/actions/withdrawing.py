"""Withdrawing a proposal from a frozen ballot: ballots that name it stay, and it counts for nothing on them."""

from datetime import datetime

from django.db import transaction

from city.actions.audit import record
from city.models import User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from proposals.actions.letters import tell_author
from proposals.models import Proposal
from voting.actions.log import enter
from voting.models import Withdrawal
from voting.queries.changes import missing_to_withdraw
from voting.rules.log.leaves import Ruling, withdrawn


def withdraw_listed(
    *,
    actor: User | None,
    now: datetime,
    proposal: Proposal,
    approver: User | None = None,
    reason: str = "",
    case: int = 0,
) -> Withdrawal:
    """Take a proposal off a frozen ballot, with a public reason; its author is told. The manifest stays.

    From now on it shows no votes; the log's counts leave it out with the next mix, after the leaf that says so.

    Raises Refused. It takes two people, or the server's own console (no actor).
    """
    require_two(actor, approver, Verb.WITHDRAW_LISTED, proposal.round)
    with transaction.atomic():
        lock(f"round:{proposal.round_id}")
        row = Proposal.objects.select_related("round", "district", "author").get(pk=proposal.pk)
        if reasons := missing_to_withdraw(row, now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        made = Withdrawal.objects.create(proposal=row, round=row.round, reason=reason, withdrawn_at=now)
        leaf = withdrawn(district=row.district.code, code=row.code, ruling=Ruling(reason, now, case))
        enter(round=row.round, leaf=leaf)
        tell_author(row, "voting/letters/withdrawn.txt", reason)
        record(
            actor=actor,
            now=now,
            verb=Verb.WITHDRAW_LISTED,
            subject=row,
            after={"withdrawn": row.code},
            reason=reason,
            approver=approver,
        )
    return made
