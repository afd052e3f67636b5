"""Finding proposals: search, filters, and an order."""

from dataclasses import dataclass

from django.db.models import CharField, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from city.models import Round
from city.rules.texts import tidy_line
from proposals.models import Proposal
from proposals.models.proposals import ProposalQuerySet
from proposals.rules.texts import fold

MOST_WORDS = 8
LONGEST = 200


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; district and category by code, empty for all. `order`: random, newest or cheapest."""

    search: str = ""
    district: str = ""
    category: str = ""
    order: str = "random"

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.search or self.district or self.category)


def listed(round: Round, wanted: Wanted, seed: str) -> ProposalQuerySet:
    """The public proposals of the round, as cards need them. The same seed gives the same random order."""
    found = Proposal.objects.public().filter(round=round)
    if wanted.district:
        found = found.filter(district__code=wanted.district)
    if wanted.category:
        found = found.filter(category__code=wanted.category)
    found = containing(found, wanted.search).for_cards().defer("body", "searchable", "round__manifest")
    return _in_order(found, wanted.order, seed)


def containing(proposals: ProposalQuerySet, search: str) -> ProposalQuerySet:
    """Those that have every word of the search somewhere, whatever its accents and capitals."""
    for word in fold(tidy_line(search[:LONGEST])).split()[:MOST_WORDS]:
        proposals = proposals.filter(searchable__contains=word)
    return proposals


def _in_order(proposals: ProposalQuerySet, order: str, seed: str) -> ProposalQuerySet:
    if order == "newest":
        return proposals.order_by("-published_at", "-pk")
    if order == "cheapest":
        cost = Coalesce("valuation__cost_minor", "cost_asked_minor")
        return proposals.order_by(cost.asc(nulls_last=True), "pk")
    return proposals.order_by(MD5(Concat(Value(seed), Cast("pk", CharField()))), "pk")
