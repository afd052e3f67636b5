"""The life of a proposal: which act leads from which status to which, and who answers for each."""

from dataclasses import dataclass
from enum import StrEnum

from city.rules.phases import Verb


class Status(StrEnum):
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    LISTED = "listed"


@dataclass(frozen=True)
class StatusRule:
    """Who has to act next, whether the public sees it, and what each verb turns it into."""

    owner: str
    is_public: bool
    exits: dict[Verb, Status]


STATUSES: dict[Status, StatusRule] = {
    Status.SUBMITTED: StatusRule(
        owner="moderator",
        is_public=False,
        exits={Verb.PUBLISH: Status.PUBLISHED, Verb.RETURN: Status.RETURNED, Verb.WITHDRAW: Status.WITHDRAWN},
    ),
    Status.RETURNED: StatusRule(
        owner="author",
        is_public=False,
        exits={Verb.SUBMIT: Status.SUBMITTED, Verb.WITHDRAW: Status.WITHDRAWN},
    ),
    Status.PUBLISHED: StatusRule(
        owner="reviewer",
        is_public=True,
        exits={Verb.HIDE: Status.HIDDEN, Verb.WITHDRAW: Status.WITHDRAWN, Verb.FREEZE: Status.LISTED},
    ),
    Status.HIDDEN: StatusRule(owner="moderator", is_public=False, exits={Verb.PUBLISH: Status.PUBLISHED}),
    Status.WITHDRAWN: StatusRule(owner="nobody: it is over", is_public=False, exits={}),
    Status.LISTED: StatusRule(owner="voters", is_public=True, exits={}),
}

# What would change a ballot, were it done after the round is frozen.
BEFORE_FREEZE = frozenset({Verb.SUBMIT, Verb.PUBLISH, Verb.VALUE})
PUBLIC = frozenset(status for status, rule in STATUSES.items() if rule.is_public)


def after(status: Status, verb: Verb) -> Status | None:
    """What the verb turns the status into; None where the verb is not for it."""
    return STATUSES[status].exits.get(verb)


def takes(status: Status, verb: Verb) -> bool:
    """Whether the verb may be done to a proposal of this status. An answer from the city changes no status."""
    return status is Status.PUBLISHED if verb is Verb.VALUE else after(status, verb) is not None
