"""How far proposals have come. Always there: no load needed."""

from collections.abc import Iterable
from typing import Any

from django import template

from frontend.standings import Fate, Standing, fate_of, standings
from proposals.models import Proposal
from proposals.queries.history import Step

register = template.Library()


@register.simple_tag
def with_standings(cards: Iterable[Any]) -> list[tuple[Any, Standing]]:
    """{% with_standings cards as rows %}: each card of a proposal with its standing."""
    shown = list(cards)
    found = standings(card.proposal for card in shown)
    return [(card, found[card.proposal.pk]) for card in shown]


@register.simple_tag
def fate(proposal: Proposal, steps: list[Step]) -> Fate:
    """{% fate proposal steps as fate %}: what became of it; `steps` is its story up to the count."""
    return fate_of(proposal, steps)
