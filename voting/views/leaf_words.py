"""Each leaf of the log as a sentence for residents. What is exact stands beside it, as it was hashed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from city.models import Round
from city.queries.money import format_money
from city.queries.rounds import districts_of
from voting.models import LogLeaf
from voting.rules.slots import short_code

Leaf = dict[str, Any]

LABELS = {
    "open": gettext_lazy("Beginning"),
    "roll": gettext_lazy("Roll"),
    "cast": gettext_lazy("Ballot"),
    "tally": gettext_lazy("Count"),
    "turnout": gettext_lazy("Turnout"),
    "amend": gettext_lazy("Change"),
    "withdraw": gettext_lazy("Withdrawal"),
    "extend": gettext_lazy("Closing"),
    "shorten": gettext_lazy("Closing"),
    "void": gettext_lazy("Voided ballot"),
    "paper": gettext_lazy("Paper"),
    "close": gettext_lazy("End of the vote"),
    "result": gettext_lazy("Result"),
    "newkey": gettext_lazy("New key"),
    "keydestroy": gettext_lazy("Key destroyed"),
    "audit": gettext_lazy("Record of acts"),
}


@dataclass(frozen=True)
class Told:
    """A leaf for a page: `at` where officials acted at a moment, `counts` where it counts."""

    index: int
    kind: str
    label: str
    sentence: str
    data: str
    hash: str
    reason: str = ""
    case: int = 0
    at: datetime | None = None
    counts: list[tuple[str, int]] = field(default_factory=list)


class Words:
    """Says what the leaves of one round hold; asks once for the names of its districts."""

    def __init__(self, round: Round) -> None:
        self._round = round
        self._names: Mapping[str, str] = dict(districts_of(round).values_list("code", "name"))

    def tell(self, row: LogLeaf) -> Told:
        leaf = json.loads(row.data)
        say = SENTENCES.get(leaf["t"], _unknown)
        at = leaf.get("at") or (leaf["closes"] if leaf["t"] == "close" else "")
        return Told(
            index=row.index,
            kind=leaf["t"],
            label=str(LABELS.get(leaf["t"], leaf["t"])),
            sentence=say(leaf, self),
            data=row.data,
            hash=row.hash,
            reason=leaf.get("reason", "") if leaf.get("reason") != "desk" else "",
            case=leaf.get("case", 0),
            at=datetime.fromisoformat(at) if at else None,
            counts=[(one["p"], one["n"]) for one in leaf.get("counts", [])],
        )

    def name(self, leaf: Leaf) -> str:
        return self._names.get(leaf["district"], leaf["district"])

    def money(self, amount_minor: int) -> str:
        return format_money(amount_minor, self._round.currency)


def _open(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    return _("The log begins. It is bound to the rules of this round, which were fixed before the vote.")


def _roll(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    text = ngettext("One person may vote.", "%(n)d people may vote.", leaf["total"])
    return text % {"n": leaf["total"]}


def _cast(leaf: Leaf, words: Words) -> str:
    code = short_code(leaf["h"])
    return _("A ballot was cast in %(name)s. Its short code is %(code)s.") % {"name": words.name(leaf), "code": code}


def _tally(leaf: Leaf, words: Words) -> str:
    text = ngettext(
        "The count in %(name)s up to here: one ballot counts.",
        "The count in %(name)s up to here: %(n)d ballots count.",
        leaf["ballots"],
    )
    return text % {"name": words.name(leaf), "n": leaf["ballots"]}


def _turnout(leaf: Leaf, words: Words) -> str:
    text = ngettext(
        "One person’s ballot from %(name)s is in the log. The counts are not told yet.",
        "The ballots of %(n)d people from %(name)s are in the log. The counts are not told yet.",
        leaf["ballots"],
    )
    return text % {"name": words.name(leaf), "n": leaf["ballots"]}


def _amend(leaf: Leaf, words: Words) -> str:
    named = {"code": leaf["code"], "name": words.name(leaf), "title": leaf["title"], "old": leaf["old_title"]}
    costs = {"cost": words.money(leaf["cost"]), "old_cost": words.money(leaf["old_cost"])}
    if leaf["title"] == leaf["old_title"]:
        return _("“%(title)s” (%(code)s in %(name)s) now costs %(cost)s; before it was %(old_cost)s.") % (named | costs)
    if leaf["cost"] == leaf["old_cost"]:
        return _("%(code)s in %(name)s is now called “%(title)s”; before it was “%(old)s”.") % named
    text = _(
        "%(code)s in %(name)s is now called “%(title)s” and costs %(cost)s; before it was “%(old)s” for %(old_cost)s."
    )
    return text % (named | costs)


def _withdraw(leaf: Leaf, words: Words) -> str:
    named = {"code": leaf["code"], "name": words.name(leaf)}
    return _("%(code)s in %(name)s was withdrawn. It stays on the ballots cast and counts for nothing.") % named


def _extend(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    return _("The vote closes later: at %(closes)s instead of %(old_closes)s (UTC).") % _closings(leaf)


def _shorten(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    return _("The vote closes sooner: at %(closes)s instead of %(old_closes)s (UTC).") % _closings(leaf)


def _closings(leaf: Leaf) -> dict[str, str]:
    return {name: leaf[name].replace("T", " ").removesuffix(":00Z") for name in ("closes", "old_closes")}


def _void(leaf: Leaf, words: Words) -> str:
    named = {"code": short_code(leaf["h"]), "name": words.name(leaf)}
    if leaf["reason"] == "desk":
        return _("The ballot %(code)s in %(name)s counts no more: the person voted on paper at a desk.") % named
    return _("The ballot %(code)s in %(name)s counts no more.") % named


def _paper(leaf: Leaf, words: Words) -> str:
    named = {"name": words.name(leaf), "station": leaf["station"]}
    numbers = {"papers": leaf["papers"], "checkoffs": leaf["checkoffs"]}
    text = _("Papers from %(station)s in %(name)s: %(papers)d, for %(checkoffs)d people checked off.")
    return text % (named | numbers)


def _close(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    casts = sum(one["casts"] for one in leaf["casts"])
    text = ngettext(
        "The vote is over. One ballot was cast, replaced ones included.",
        "The vote is over. %(n)d ballots were cast, replaced ones included.",
        casts,
    )
    return text % {"n": casts}


def _result(leaf: Leaf, words: Words) -> str:
    funded = len(leaf["winners"])
    numbers = {"name": words.name(leaf), "n": funded, "spent": words.money(leaf["spent"])}
    if leaf["state"] == "certified":
        text = ngettext(
            "Certified: in %(name)s one idea is funded, with %(spent)s.",
            "Certified: in %(name)s %(n)d ideas are funded, with %(spent)s.",
            funded,
        )
    else:
        text = ngettext(
            "Provisional: in %(name)s one idea would be funded, with %(spent)s.",
            "Provisional: in %(name)s %(n)d ideas would be funded, with %(spent)s.",
            funded,
        )
    return text % numbers


def _newkey(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    if leaf["use"] == "log":
        return _("From here on another key signs the log.")
    return _("From here on another key signs the receipts.")


def _keydestroy(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    return _("The key that could connect people with ballots was destroyed.")


def _audit(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    text = ngettext(
        "The record of what officials did has one entry; here is its end.",
        "The record of what officials did has %(n)d entries; here is its end.",
        leaf["entries"],
    )
    return text % {"n": leaf["entries"]}


def _unknown(leaf: Leaf, words: Words) -> str:  # noqa: ARG001 - as all of these
    return _("An entry of a kind that this page does not know; here is what it holds.")


SENTENCES: dict[str, Callable[[Leaf, Words], str]] = {
    "open": _open,
    "roll": _roll,
    "cast": _cast,
    "tally": _tally,
    "turnout": _turnout,
    "amend": _amend,
    "withdraw": _withdraw,
    "extend": _extend,
    "shorten": _shorten,
    "void": _void,
    "paper": _paper,
    "close": _close,
    "result": _result,
    "newkey": _newkey,
    "keydestroy": _keydestroy,
    "audit": _audit,
}
