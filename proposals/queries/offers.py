"""What a page offers a person to do: the same rules that guard the acts."""

from collections.abc import Iterable
from datetime import datetime

from city.models import User
from city.queries.permissions import roles_of
from city.rules import roles
from city.rules.phases import Verb
from proposals.models import Proposal
from proposals.rules.statuses import BEFORE_FREEZE

OFFICE = (Verb.PUBLISH, Verb.RETURN, Verb.HIDE, Verb.VALUE)
AUTHOR = (Verb.SUBMIT, Verb.WITHDRAW)


def office_verbs(user: User, proposal: Proposal, now: datetime) -> set[Verb]:
    """What the person's offices may do to the proposal at `now`."""
    held = roles_of(user, proposal.round)
    return {verb for verb in _open(OFFICE, proposal, now) if roles.may(held, verb)}


def author_verbs(user: object, proposal: Proposal, now: datetime) -> set[Verb]:
    """What the person may do to the proposal as its author at `now`; nothing where somebody else wrote it."""
    return _open(AUTHOR, proposal, now) if is_author(user, proposal) else set()


def is_author(user: object, proposal: Proposal) -> bool:
    return isinstance(user, User) and proposal.author_id == user.pk


def _open(verbs: Iterable[Verb], proposal: Proposal, now: datetime) -> set[Verb]:
    is_frozen = proposal.round.frozen_at is not None
    return {
        verb
        for verb in verbs
        if proposal.takes(verb) and proposal.round.permits(verb, now) and not (is_frozen and verb in BEFORE_FREEZE)
    }
