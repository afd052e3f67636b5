"""What happens after a vote: what is done, and what comes next and when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from city.models import Round
from city.rules.phases import PhaseKind
from voting.models import Outcome


@dataclass(frozen=True)
class Step:
    """A step on the way from the last ballot to the first spade, with its moment."""

    at: datetime
    title: str
    words: str = ""
    is_last: bool = False
    is_next: bool = False


def aftermath(round: Round, outcome: Outcome, now: datetime) -> list[Step]:
    """The steps of a round after its vote, in the order they come; the latest that is done is marked."""
    found = sorted(_steps(round, outcome), key=lambda step: step.at)
    done = [step for step in found if step.at <= now]
    return [
        Step(step.at, step.title, "" if step in done else step.words, step in done[-1:], step not in done)
        for step in found
    ]


def _steps(round: Round, outcome: Outcome) -> list[Step]:
    found = [Step(outcome.counted_at, _("The ballots are counted"))]
    if voting := round.stretch(PhaseKind.VOTING):
        found.append(Step(voting.closes_at, _("The vote closes")))
    if challenging := round.stretch(PhaseKind.CHALLENGING):
        words = _("Until then anyone may object; after that the city’s election officers certify the result.")
        found.append(Step(challenging.closes_at, _("Last day to object"), words))
    if round.certified_at:
        found.append(Step(round.certified_at, _("The result is certified")))
    if delivering := round.stretch(PhaseKind.DELIVERING):
        words = _("Every order and every invoice is shown as it comes.")
        found.append(Step(delivering.opens_at, _("Building begins"), words))
    return found
