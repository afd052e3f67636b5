"""Handing a proposal in, the first time or again, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from proposals.actions.drafts import Draft, missing
from proposals.actions.transitions import hold, move, require_author, require_season
from proposals.models import Proposal, StatusName


def submit(*, actor: User, now: datetime, round: Round, draft: Draft, proposal: Proposal | None = None) -> Proposal:
    """Hand in a new proposal or, where one is given, hand in again what a moderator returned.

    Raises Refused with every reason at once.
    """
    draft = draft.tidied()
    with transaction.atomic():
        require_season(round, Verb.SUBMIT, now)
        row = _returned(actor, round, proposal) if proposal else _new(actor, round, draft)
        if reasons := missing(draft, round):
            raise Refused(*reasons)
        for column, value in draft.columns().items():
            setattr(row, column, value)
        row.submitted_at, row.return_reason = now, ""
        row.save()
        record(actor=actor, now=now, verb="submit", subject=row, after={"status": row.status, "title": row.title})
    return row


def withdraw(*, actor: User, now: datetime, proposal: Proposal) -> Proposal:
    """Take one's own proposal back, for good. Raises Refused."""
    with transaction.atomic():
        require_season(proposal.round, Verb.WITHDRAW, now)
        row = hold(proposal)
        require_author(actor, row)
        before = row.status
        move(row, Verb.WITHDRAW)
        row.save(update_fields=["status"])
        record(
            actor=actor, now=now, verb="withdraw", subject=row, before={"status": before}, after={"status": row.status}
        )
    return row


def _new(actor: User, round: Round, draft: Draft) -> Proposal:
    """A row not yet saved; the same title twice from the same person is most likely the same click twice."""
    lock(f"author:{actor.pk}")
    waiting = Proposal.objects.filter(round=round, author=actor, title=draft.title, status=StatusName.SUBMITTED)
    if draft.title and waiting.exists():
        message = _("You have sent a proposal with this title already. It waits for a moderator.")
        raise refuse("sent_already", message, field="title", kind=Kind.CONFLICT)
    return Proposal(round=round, author=actor, status=StatusName.SUBMITTED)


def _returned(actor: User, round: Round, proposal: Proposal) -> Proposal:
    row = hold(proposal)
    require_author(actor, row)
    if row.round_id != round.pk:
        raise refuse("other_round", _("This proposal belongs to another round."), kind=Kind.CONFLICT)
    move(row, Verb.SUBMIT)
    return row
