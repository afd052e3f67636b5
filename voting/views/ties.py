"""Ties in an outcome, in words: who was level, and what went by it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting.models import Outcome
from voting.views.cards import Card

SETTLED_BY: dict[str, str | Promise] = {
    "cost": gettext_lazy("The cheaper one goes first."),
    "votes": gettext_lazy("The one that more people named goes first."),
    "lot": gettext_lazy(
        "A lot decided, drawn from a number that was published before the vote; anyone can draw it again."
    ),
    "id": gettext_lazy("The lower number on the ballot goes first."),
}


@dataclass(frozen=True)
class Tie:
    """Ideas that were level, the one that went first before the others; decisive where not all are funded."""

    cards: list[Card]
    settled_by: str
    is_decisive: bool

    @property
    def names(self) -> str:
        *others, last = [_("“%(idea)s”") % {"idea": card.title} for card in self.cards]
        return _("%(ideas)s and %(last)s") % {"ideas": ", ".join(others), "last": last} if others else last


def ties(outcome: Outcome, cards: Mapping[str, Card], won: Collection[str]) -> list[Tie]:
    """The ties that a funded idea was in: those between ideas that came to nothing changed nothing."""
    found = []
    for entry in outcome.ties:
        codes = [code for code in entry["projects"] if code in cards]
        funded = [code for code in codes if code in won]
        if funded and len(codes) > 1:
            words = str(SETTLED_BY.get(entry["settled_by"], ""))
            found.append(Tie([cards[code] for code in codes], words, is_decisive=len(funded) < len(codes)))
    return found
