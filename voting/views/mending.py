"""What keeps a round from being frozen, each with the page where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from city.models import Round
from city.rules.refusal import Reason

RULE = frozenset({"unknown_rule", "bad_constraints"})
PROPOSALS = frozenset({"empty_ballot", "few_ideas", "unvalued"})


@dataclass(frozen=True)
class Mending:
    """One thing that is missing, in words, and the way to where it is mended (none: nowhere)."""

    message: str
    url: str = ""
    words: str = ""


def mendings(round: Round, reasons: Iterable[Reason], *, may_review: bool) -> list[Mending]:
    """Each reason with its page; who may not work at the desk of proposals is shown the list that everybody sees."""
    return [_mending(round, reason, may_review=may_review) for reason in reasons]


def _mending(round: Round, reason: Reason, *, may_review: bool) -> Mending:
    if reason.code == "frozen":
        return Mending(reason.message)
    if reason.code in RULE:
        return Mending(reason.message, reverse("voting:desk_rule", args=[round.slug]), _("Change the rule"))
    if reason.code not in PROPOSALS:
        return Mending(reason.message, reverse("voting:desk_terms", args=[round.slug]), _("Change the terms"))
    if may_review:
        query = urlencode({"round": round.slug})
        return Mending(reason.message, f"{reverse('proposals:inbox')}?{query}", _("Look through the proposals"))
    return Mending(reason.message, reverse("proposals:proposals", args=[round.slug]), _("See the proposals"))
