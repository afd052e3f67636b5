"""Whom a round lets vote, and the words for why somebody may not, with what they can do about it."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from city.models import Round
from city.models.people import Level
from city.models.rounds import MayVoteIn
from city.queries.rounds import envelopes_of
from city.rules.phases import PhaseKind
from city.rules.refusal import Reason
from voting.rules.eligibility import Terms, WhyNot
from voting.rules.identity.person import code


def terms_of(round: Round) -> Terms:
    """The round's terms. Ages count on the first day of the vote; without dates on today."""
    voting = round.stretch(PhaseKind.VOTING)
    return Terms(
        on=timezone.localdate(voting.opens_at if voting else None),
        min_age=round.min_age,
        postcodes=[code(postcode) for postcode in round.postcodes],
        districts=_homes(round),
        min_level=round.min_level,
    )


def reasons(found: Iterable[WhyNot], round: Round) -> list[Reason]:
    """The reasons in words; each names the field of a form it is about."""
    return [_reason(why, round) for why in found]


def not_on_roll() -> Reason:
    """For who is not on the roll: what to do about it."""
    return Reason(
        WhyNot.NOT_ON_ROLL,
        _("You are not on the roll of this round yet. “Can I vote here?” on the round’s page puts you on it."),
    )


def _reason(why: WhyNot, round: Round) -> Reason:
    level = Level(round.min_level).label if round.min_level in Level.values else str(round.min_level)
    words = {
        WhyNot.TOO_YOUNG: (
            "born_on",
            _(
                "Who votes in this round is %(age)d or older on its first day. Check the birth date, or come again"
                " next time."
            )
            % {"age": round.min_age},
        ),
        WhyNot.TOO_OLD: ("born_on", _("Check the birth date: the year cannot be right.")),
        WhyNot.OTHER_POSTCODE: (
            "postcode",
            _("This round is for other postcodes: %(codes)s. Look for a round of your own district.")
            % {"codes": ", ".join(round.postcodes)},
        ),
        WhyNot.NO_VOTE_HERE: (
            "district",
            _("This district has no vote in this round. Look for a round of your own district."),
        ),
        WhyNot.LEVEL_TOO_LOW: (
            "",
            _("This round asks for a stronger proof of where you live: %(level)s. The city’s desk can help.")
            % {"level": level},
        ),
    }
    if why is WhyNot.NOT_ON_ROLL:
        return not_on_roll()
    field, message = words[why]
    return Reason(why, message, field)


def _homes(round: Round) -> list[str]:
    """Where one has to live to vote in the round; none means anywhere in the city."""
    districts = [envelope.district for envelope in envelopes_of(round)]
    has_city = round.may_vote_in == MayVoteIn.HOME_AND_CITY and any(district.is_citywide for district in districts)
    if round.may_vote_in == MayVoteIn.ANY or has_city:
        return []
    return [district.code for district in districts]
