"""Whether a result treats its voters alike, in figures and sentences, from an outcome's metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from city.queries.money import format_money, minor_per_unit
from proposals.models import Category
from voting.models import Outcome
from voting.views.cards import Card

MOST_CHOICES = 6  # a last line holds whoever has as many funded choices or more


@dataclass(frozen=True)
class Part:
    """A category's shares of all votes and of all money spent, from 0 to 1."""

    name: str
    votes_share: float
    spent_share: float


@dataclass(frozen=True)
class Served:
    """How many voters have so many funded choices; `is_more` where there are as many or more."""

    choices: int
    voters: int
    is_more: bool


@dataclass(frozen=True)
class Shares:
    voters: int
    served: Sequence[Served]
    parts: Sequence[Part]
    mean_minor: int
    claim: str


def shares(outcome: Outcome, cards: Mapping[str, Card]) -> Shares | None:
    """The figures of an outcome; None where too few voted to tell them."""
    figures: Mapping[str, Any] = outcome.metrics
    if "money" not in figures:
        return None
    return Shares(
        voters=figures["voters"],
        served=_served(figures["funded_choices_of_voters"]),
        parts=_parts(figures["categories"]),
        mean_minor=_whole(figures["money"]["mean"], outcome.round.currency),
        claim=_claim(figures["claims"]["cost"], cards, outcome.round.currency),
    )


def _whole(amount_minor: int, currency: str) -> int:
    """The sum without its cents, which say nothing of an average."""
    unit = minor_per_unit(currency)
    return round(amount_minor / unit) * unit


def _served(voters: Sequence[int]) -> list[Served]:
    few = [Served(choices, count, is_more=False) for choices, count in enumerate(voters[:MOST_CHOICES])]
    rest = sum(voters[MOST_CHOICES:])
    return [*few, Served(MOST_CHOICES, rest, is_more=True)] if rest else few


def _parts(categories: Mapping[str, Mapping[str, float]]) -> list[Part]:
    """The categories by their share of votes; none where the ideas have no categories."""
    names = dict(Category.objects.filter(code__in=categories).values_list("code", "name"))
    named = [
        Part(names.get(code, code), one["votes_share"], one["spent_share"]) for code, one in categories.items() if code
    ]
    return sorted(named, key=lambda part: -part.votes_share)


def _claim(claim: Mapping[str, Any] | None, cards: Mapping[str, Card], currency: str) -> str:
    """Whether any group could say that its part of the purse would have paid for more (EJR+ up to one project)."""
    if claim is None:
        return _("No group of voters can say that its part of the purse would have paid for an idea it was denied.")
    said = _("%(voters)s voters can: their part of the purse is %(share)s, enough for %(idea)s at %(cost)s.")
    if claim["funded"]:
        said = f"{said} {_('None of them has ideas for more than %(funded)s funded.')}"
    else:
        said = f"{said} {_('None of them has any idea funded.')}"
    return said % {
        "voters": number_format(claim["voters"], force_grouping=True),
        "share": format_money(claim["share"], currency),
        "idea": cards[claim["project"]].title if claim["project"] in cards else claim["project"],
        "cost": format_money(claim["cost"], currency),
        "funded": format_money(claim["funded"], currency),
    }
