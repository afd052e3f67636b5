"""A proposal as a card or a page shows it: beside its words, its cost as a length of the district's purse."""

from dataclasses import dataclass
from typing import Any

from city.models import Round
from city.queries.money import format_money
from proposals.models import Proposal


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
    def has_share(self) -> bool:
        return bool(self.proposal.cost_minor and self.envelope_minor)

    @property
    def left(self) -> str:
        """What the envelope holds beside it, as money in words."""
        left = (self.envelope_minor or 0) - (self.proposal.cost_minor or 0)
        return format_money(max(left, 0), self.proposal.round.currency)


def envelopes_by_district(round: Round) -> dict[int, int]:
    """The amounts of the round's envelopes by the key of the district."""
    return dict(round.envelopes.values_list("district", "amount_minor"))


def card_of(proposal: Proposal) -> Card:
    return Card(proposal, envelopes_by_district(proposal.round).get(proposal.district_id))
