"""A proposal as a card or a page shows it: beside its words, its cost as a length of the district's purse."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from city.models import District, Round
from city.queries.money import format_money
from proposals.models import Proposal

MOST_NUMBERED = 16  # pins on one map; with more of them numbers would cover one another


@dataclass(frozen=True)
class Card:
    """A proposal and the envelope of its district (minor units; None where the district has none)."""

    proposal: Proposal
    envelope_minor: int | None

    @property
    def number(self) -> int:
        """What gives it its colour and pattern: its number on the ballot, else its own."""
        digits = "".join(char for char in self.proposal.code if char.isdecimal())
        return int(digits[:9]) if digits else self.proposal.pk

    @property
    def segments(self) -> list[dict[str, Any]]:
        """Its cost as a length in a purse."""
        amount = min(self.proposal.cost_minor or 0, self.envelope_minor or 0)
        return [{"amount": amount, "number": self.number, "code": self.proposal.code, "title": self.proposal.title}]

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it would stand, as (longitude, latitude)."""
        east, north = self.proposal.longitude, self.proposal.latitude
        return None if east is None or north is None else (float(east), float(north))

    @property
    def has_share(self) -> bool:
        """Whether it has a price that its district's purse would pay: what cannot be done has none."""
        valuation = getattr(self.proposal, "valuation", None)
        is_possible = valuation is None or valuation.is_feasible
        return is_possible and bool(self.proposal.cost_minor and self.envelope_minor)

    @property
    def left(self) -> str:
        """What the envelope holds beside it, as money in words."""
        left = (self.envelope_minor or 0) - (self.proposal.cost_minor or 0)
        return format_money(max(left, 0), self.proposal.round.currency)


def places(districts: Iterable[District], only: str = "") -> list[dict[str, Any]]:
    """The districts as a map draws them, or one of them alone; each leads to its own proposals."""
    return [
        {
            "code": district.code,
            "name": district.name,
            "boundary": district.boundary,
            "url": f"?{urlencode({'view': 'map', 'district': district.code})}",
        }
        for district in districts
        if not district.is_citywide and only in ("", district.code)
    ]


def pins(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """The proposals whose place is known, as pins that lead to them.

    Where they have room each carries the number under which it stands in the list.
    """
    numbered = [(number, card) for number, card in enumerate(cards, start=1) if card.point]
    has_room = len(numbered) <= MOST_NUMBERED
    return [
        {
            "place": card.point,
            "code": str(number) if has_room else "",
            "title": card.proposal.title,
            "url": card.proposal.get_absolute_url(),
        }
        for number, card in numbered
    ]


def envelopes_by_district(round: Round) -> dict[int, int]:
    """The amounts of the round's envelopes by the key of the district."""
    return dict(round.envelopes.values_list("district", "amount_minor"))


def card_of(proposal: Proposal) -> Card:
    return Card(proposal, envelopes_by_district(proposal.round).get(proposal.district_id))
