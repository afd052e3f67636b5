"""What was worked out of an outcome after its count: how near a loser came, and the same ballots under other rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.queries.money import format_money
from voting.models import Outcome
from voting.queries.results import RULES, RuleWords, rule_words
from voting.views.cards import Card

MOST_COINS = 8  # numbers that fit side by side in a small purse


@dataclass(frozen=True)
class Other:
    """What rules that agree make of the same ballots; `served` of `voters` have a funded idea on theirs."""

    rules: Sequence[RuleWords]
    inside: Sequence[Mapping[str, Any]]
    spent_minor: int
    voters: int
    served: int
    gained: Sequence[Card]
    lost: Sequence[Card]

    @property
    def size(self) -> str:
        return "mid" if len(self.inside) <= MOST_COINS else "thin"


def others(outcome: Outcome, cards: Mapping[str, Card], winners: Sequence[str]) -> list[Other]:
    """The other rules that have words of their own, those that fund the same together; the most alike first.

    None before they are worked out, or where too few voted to tell.
    """
    found: Mapping[str, Any] = outcome.others
    alike: dict[frozenset[str], list[str]] = {}
    for preset in RULES:
        if preset in found:
            alike.setdefault(frozenset(found[preset]["winners"]), []).append(preset)
    told = [_other(presets, found[presets[0]], cards, winners) for presets in alike.values()]
    return sorted(told, key=lambda other: len(other.gained) + len(other.lost))


def _other(
    presets: Sequence[str], brief: Mapping[str, Any], cards: Mapping[str, Card], winners: Sequence[str]
) -> Other:
    theirs = [code for code in brief["winners"] if code in cards]
    figures = brief["metrics"]
    return Other(
        rules=[rule_words(preset) for preset in presets],
        inside=[cards[code].segment for code in theirs],
        spent_minor=brief["spent"],
        voters=figures["voters"],
        served=figures["voters"] - figures["excluded_voters"],
        gained=[cards[code] for code in theirs if code not in winners],
        lost=[cards[code] for code in winners if code not in theirs],
    )


def nearness(outcome: Outcome, code: str) -> str:
    """How near a project came that did not win, in a sentence; nothing where that is not known."""
    margins: Mapping[str, Any] = outcome.margins
    near = margins.get("projects", {}).get(code, {})
    ways = []
    if near.get("votes"):
        said = ngettext("one vote more", "%(n)s votes more", near["votes"])
        ways.append(said % {"n": number_format(near["votes"], force_grouping=True)})
    if near.get("cost"):
        price = format_money(near["cost"], outcome.round.currency)
        ways.append(_("a price of %(price)s") % {"price": price})
    return _("With %(ways)s it would have won.") % {"ways": _(" or ").join(ways)} if ways else ""
