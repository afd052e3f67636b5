"""Who may vote where, now: the pages ask it before they show a ballot, and the action before it takes one.

Each raises Refused with the reason in words.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from city.models import Round
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from voting.models import RollEntry
from voting.queries.contests import contest, purses
from voting.queries.eligibility import reasons
from voting.queries.roll import entry_of, on_paper
from voting.queries.voters import Voter
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


def roll_entry(actor: Voter, round: Round) -> RollEntry:
    """The person's entry on the roll; FORBIDDEN where there is none, or none that is proved well enough."""
    return admitted(entry_of(actor, round), round)


def admitted(entry: RollEntry | None, round: Round) -> RollEntry:
    """The entry, where it lets somebody vote; else FORBIDDEN with the reasons."""
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
    home = entry.district.code  # everybody may vote there
    if district != home and district not in contests_for(home, purses(round), round.may_vote_in):
        raise refuse(
            "not_your_district",
            _("You are on the roll of %(home)s and vote there.") % {"home": entry.district.name},
            field="district",
            kind=Kind.FORBIDDEN,
        )
    return area


def require_no_paper(slot: str) -> None:
    """Refuse who was given a paper in this contest: the box at the station has their vote."""
    if on_paper([slot]):
        raise on_paper_already()


def on_paper_already() -> Refused:
    return refuse(
        "on_paper",
        _(
            "You were given a ballot paper for this vote at a station, so you vote on paper: nothing is cast here"
            " any more, and a ballot you cast here before does not count. If that was not you, tell the city’s"
            " election officers at once."
        ),
        kind=Kind.FORBIDDEN,
    )
