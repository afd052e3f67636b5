"""Why a project is not funded, told as a sum, line by line. One function for each reason a rule can give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from voting.models import Outcome
from voting.views.cards import Card

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One line of a ledger; `is_taken` sums are subtracted, `mark` is total or over for the last lines."""

    label: str
    amount_minor: int
    note: str = ""
    is_taken: bool = False
    mark: str = ""


Tell = Callable[[Outcome, Entry, Mapping[str, Card]], Sequence[Line]]


def tell_no_room(outcome: Outcome, entry: Entry, cards: Mapping[str, Card]) -> list[Line]:
    """Greedy and Phragmén: the purse, what was bought before the project's turn, and what was left then."""
    before = [step for step in outcome.steps if step["left"] >= entry["left"]]
    bought = [Line(_title(step["project"], cards), step["cost"], _backing(step), is_taken=True) for step in before]
    return [
        Line(_("In the purse at the start"), outcome.budget_minor),
        *bought,
        Line(_("Left when its turn came"), entry["left"], _backing(entry), mark="total"),
        Line(_("It costs"), entry["cost"]),
        Line(_("Over by"), entry["missing"], mark="over"),
    ]


def tell_too_little(outcome: Outcome, entry: Entry, cards: Mapping[str, Card]) -> list[Line]:  # noqa: ARG001 - as Tell
    """Equal shares: what its supporters held, gave to other ideas of theirs, and had left."""
    supporters = ngettext("one supporter", "%(n)d supporters", entry["supporters"]) % {"n": entry["supporters"]}
    given = [
        Line(_("They gave to: %(idea)s") % {"idea": _title(code, cards)}, amount, is_taken=True)
        for code, amount in entry["spent"].items()
    ]
    return [
        Line(_("Its supporters held"), entry["had"], supporters),
        *given,
        Line(_("They had left"), entry["left"], mark="total"),
        Line(_("It costs"), entry["cost"]),
        Line(_("Short by"), entry["missing"], mark="over"),
    ]


LEDGERS: dict[str, Tell] = {"no_room": tell_no_room, "too_little": tell_too_little}

SENTENCES: dict[str, str | Promise] = {
    "no_room": gettext_lazy("When its turn came, the purse held less than it costs."),
    "no_votes": gettext_lazy("No ballot names it, and room in the purse alone funds nothing."),
    "too_little": gettext_lazy("Together its supporters had less left than it costs."),
    "stopped": gettext_lazy("The count ended before its turn, at an idea that did not fit."),
    "worth_less": gettext_lazy("Any set of ideas that holds it has fewer votes than the set that won."),
    "low_score": gettext_lazy("It has fewer votes than the rule asks for."),
    "part_funded": gettext_lazy("It came next and gets what is left; the rest has to come from elsewhere."),
    "low_turnout": gettext_lazy("Fewer people voted here than this round asks for, so nothing is funded."),
    "few_votes": gettext_lazy("Fewer people named it than this round asks for."),
    "incompatible": gettext_lazy("It cannot be built beside another idea, which is funded."),
    "over_cap": gettext_lazy("Ideas of its category had been given nearly all they may have together."),
    "withdrawn": gettext_lazy("It was withdrawn during the vote, so votes for it count for nothing."),
    "costs_nothing": gettext_lazy("It costs nothing, so it needs no money from this purse."),
}


def sentence(entry: Entry) -> str:
    """The reason in one sentence, as far as the rule tells one; a part it gets goes before why it did not win."""
    reason = entry.get("reason") if entry.get("then", {}).get("reason") != "part_funded" else "part_funded"
    return str(SENTENCES.get(str(reason), gettext_lazy("The rule gave its money to other ideas.")))


def _title(code: str, cards: Mapping[str, Card]) -> str:
    return cards[code].title if code in cards else code


def _backing(entry: Entry) -> str:
    return _votes(entry["score"] if "score" in entry else entry["supporters"])


def _votes(count: int) -> str:
    return ngettext("one vote", "%(n)s votes", count) % {"n": number_format(count, force_grouping=True)}
