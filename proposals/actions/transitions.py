"""What every act on a proposal asks before it is done: the office, the season, the state."""

from datetime import datetime

from django.utils.translation import gettext as _

from city.models import Round, User
from city.queries.locks import lock_shared
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, refuse
from proposals.models import Proposal
from proposals.rules.statuses import BEFORE_FREEZE


def require_office(actor: User, verb: Verb, round: Round) -> None:
    """Raises Refused unless an office of this person carries the verb."""
    if not may(actor, verb, round):
        raise refuse("not_allowed", _("Your office does not include this."), kind=Kind.FORBIDDEN)


def require_author(actor: User, proposal: Proposal) -> None:
    """Raises Refused unless the person wrote the proposal."""
    if proposal.author_id != actor.pk:
        raise refuse("not_author", _("Only the person who wrote this proposal may do that."), kind=Kind.FORBIDDEN)


def require_season(round: Round, verb: Verb, now: datetime) -> None:
    """Raises Refused unless the round permits the verb at `now`. Holds the round against being frozen meanwhile."""
    lock_shared(f"round:{round.pk}")
    if not round.permits(verb, now):
        raise refuse("not_now", _("The dates of this round do not allow that now."), kind=Kind.CONFLICT)
    if verb in BEFORE_FREEZE and Round.objects.filter(pk=round.pk, frozen_at__isnull=False).exists():
        raise refuse("frozen", _("The ballot of this round is fixed; nothing can be added to it."), kind=Kind.CONFLICT)


def hold(proposal: Proposal) -> Proposal:
    """The proposal as it stands now, held for this transaction alone."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("round", "district", "author")
    return rows.get(pk=proposal.pk)


def require_state(proposal: Proposal, verb: Verb) -> None:
    """Raises Refused where the verb is not for a proposal of this status."""
    if not proposal.takes(verb):
        message = _("This proposal is “%(status)s” now; that cannot be done with it.")
        raise refuse("wrong_status", message % {"status": proposal.get_status_display()}, kind=Kind.CONFLICT)


def move(proposal: Proposal, verb: Verb) -> None:
    """Give the proposal the status the verb leads to; saves nothing. Raises Refused."""
    require_state(proposal, verb)
    proposal.status = proposal.after(verb) or proposal.status
