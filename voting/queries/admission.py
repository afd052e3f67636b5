"""Who may vote where, now: the pages ask it before they show a ballot, and the action before it takes one.

Each raises Refused with the reason in words.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from city.models import Round, User
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from voting.models import RollEntry
from voting.queries.contests import contest, purses
from voting.queries.eligibility import reasons
from voting.queries.roll import entry_of
from voting.rules.contest import Contest
from voting.rules.eligibility import Claim, Terms, contests_for, why_not


def require_open(round: Round, now: datetime) -> None:
    """Refuse outside the vote: CLOSED once it is over, CONFLICT before it opens."""
    if not round.permits(Verb.CAST, now):
        raise closed(round, now)


def closed(round: Round, now: datetime) -> Refused:
    if round.is_closed(now):
        return refuse("closed", _("The vote is closed. A ballot that was in before counts."), kind=Kind.CLOSED)
    return refuse("not_open", _("The vote is not open yet."), kind=Kind.CONFLICT)


def roll_entry(actor: User, round: Round) -> RollEntry:
    """The person's entry on the roll; FORBIDDEN where there is none, or none that is proved well enough."""
    entry = entry_of(actor, round)
    claim = Claim(is_on_roll=entry is not None, level=entry.level if entry else None)
    if found := why_not(claim, Terms(min_level=round.min_level)):
        raise Refused(*reasons(found, round), kind=Kind.FORBIDDEN)
    assert entry is not None
    return entry


def own_contest(entry: RollEntry, round: Round, district: str) -> Contest:
    """The contest of the district; NOT_FOUND where there is none, FORBIDDEN where this entry has no vote in it."""
    area = contest(round, district)
    if area is None:
        raise refuse(
            "no_such_contest",
            _("This district has no vote in this round."),
            field="district",
            kind=Kind.NOT_FOUND,
        )
    if district not in contests_for(entry.district.code, purses(round), round.may_vote_in):
        raise refuse(
            "not_your_district",
            _("You are on the roll of %(home)s and vote there.") % {"home": entry.district.name},
            field="district",
            kind=Kind.FORBIDDEN,
        )
    return area
