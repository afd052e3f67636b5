"""What moderators do with a proposal: publish it, send it back with a reason, or hide it."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from city.actions.audit import record
from city.models import User
from city.rules.phases import Verb
from city.rules.refusal import refuse
from city.rules.texts import tidy_text
from proposals.actions.letters import tell_author
from proposals.actions.transitions import hold, move, require_office, require_season
from proposals.models import Proposal

# What is said where no reason is given; forms say the same.
WHY_RETURNED = gettext_lazy("Say what has to change; the author reads it word by word.")
WHY_HIDDEN = gettext_lazy("Say why it is hidden; the author reads it, and it stays on record.")


def publish(*, actor: User, now: datetime, proposal: Proposal) -> Proposal:
    """Show the proposal to everyone, and tell its author. Raises Refused."""
    require_office(actor, Verb.PUBLISH, proposal.round)
    with transaction.atomic():
        row = _decide(actor, now, proposal, Verb.PUBLISH)
        row.published_at = row.published_at or now
        row.save(update_fields=["status", "published_at"])
        tell_author(row, "proposals/letters/published.txt")
    return row


def return_(*, actor: User, now: datetime, proposal: Proposal, reason: str) -> Proposal:
    """Send the proposal back to its author, who reads the reason and may hand it in again. Raises Refused."""
    require_office(actor, Verb.RETURN, proposal.round)
    said = _reason(reason, WHY_RETURNED)
    with transaction.atomic():
        row = _decide(actor, now, proposal, Verb.RETURN, said)
        row.return_reason = said
        row.save(update_fields=["status", "return_reason"])
        tell_author(row, "proposals/letters/returned.txt", said)
    return row


def hide(*, actor: User, now: datetime, proposal: Proposal, reason: str) -> Proposal:
    """Take a published proposal out of public view; the reason goes to its author and into the audit trail."""
    require_office(actor, Verb.HIDE, proposal.round)
    said = _reason(reason, WHY_HIDDEN)
    with transaction.atomic():
        row = _decide(actor, now, proposal, Verb.HIDE, said)
        row.save(update_fields=["status"])
        tell_author(row, "proposals/letters/hidden.txt", said)
    return row


def _decide(actor: User, now: datetime, proposal: Proposal, verb: Verb, reason: str = "") -> Proposal:
    """The proposal in its new status, on record but not yet saved."""
    require_season(proposal.round, verb, now)
    row = hold(proposal)
    before = {"status": row.status}
    move(row, verb)
    record(
        actor=actor,
        now=now,
        verb=verb.value,
        subject=row,
        before=before,
        after={"status": row.status},
        reason=reason,
    )
    return row


def _reason(text: str, otherwise: Promise) -> str:
    said = tidy_text(text)
    if not said:
        raise refuse("no_reason", str(otherwise), field="reason")
    return said
