"""What a person may do where, and why, or why not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Round, User
from city.queries.rounds import rounds
from city.rules.phases import Verb
from city.rules.roles import Role
from voting.models import RollEntry
from voting.queries.roll import entries_of

OFFICES: dict[Role, Any] = {
    Role.MODERATOR: gettext_lazy("Moderator"),
    Role.REVIEWER: gettext_lazy("Reviewer"),
    Role.FINANCE_OFFICER: gettext_lazy("Finance officer"),
    Role.REGISTRAR: gettext_lazy("Registrar"),
    Role.ELECTION_OFFICER: gettext_lazy("Election officer"),
    Role.AUDITOR: gettext_lazy("Auditor"),
    Role.COMMUNICATIONS: gettext_lazy("Communications"),
    Role.HELPER: gettext_lazy("Helper"),
}


@dataclass(frozen=True)
class OwnRight:
    """Something that may be done in a round now, or may not; `why` says which and for what reason."""

    round: Round
    what: str
    is_given: bool
    why: str


@dataclass(frozen=True)
class Office:
    name: str
    where: str


def own_offices(user: User) -> list[Office]:
    grants = user.grants.select_related("round").order_by("role", "pk")
    return [
        Office(str(OFFICES[Role(grant.role)]), grant.round.title if grant.round else _("in the whole city"))
        for grant in grants
    ]


def own_rights(user: User, now: datetime) -> list[OwnRight]:
    """In every round where people vote or propose now."""
    found = [round for round in rounds() if not round.is_imported]
    voting = [round for round in found if round.is_voting(now)]
    entries = entries_of(user, voting)
    votes = [_vote(round, entries.get(round.pk)) for round in voting]
    return votes + [_propose(round) for round in found if round.permits(Verb.SUBMIT, now)]


def _vote(round: Round, entry: RollEntry | None) -> OwnRight:
    if entry is None:
        why = _("You are not on the roll of this round. The city's desk can put you on it.")
        return OwnRight(round, _("Vote"), is_given=False, why=why)
    why = _("You are on the roll of %(district)s: %(proof)s.")
    words = {"district": entry.district.name, "proof": entry.get_level_display()}
    return OwnRight(round, _("Vote"), is_given=True, why=why % words)


def _propose(round: Round) -> OwnRight:
    return OwnRight(round, _("Propose"), is_given=True, why=_("Everybody who is signed in may."))
