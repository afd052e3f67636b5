"""What a round asks of an idea besides votes, in sentences: changed parameters of its rule, and its constraints."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from city.models import Round
from city.queries.money import format_money
from proposals.models import Category, Proposal
from voting.rules.constraints import usable
from voting.rules.outcomes.counting import UnknownParameter, rule_parameters


def conditions(round: Round) -> list[str]:
    """Every condition in a sentence; pairs only where everybody may see both ideas."""
    asked = usable(round.constraints)
    found = _of_rule(round)
    if votes := asked.get("min_votes"):
        found.append(_("An idea with fewer than %(n)d votes is not funded.") % {"n": votes})
    if ballots := asked.get("min_turnout"):
        found.append(_("Where fewer than %(n)d ballots are cast in a district, nothing is funded.") % {"n": ballots})
    return [*found, *_caps(round, asked), *_pairs(round, asked)]


def _of_rule(round: Round) -> list[str]:
    try:
        parameters = rule_parameters(round.rule, round.rule_parameters)
    except UnknownParameter:  # the desk says so; nothing can be promised here
        return []
    found = []
    if int(parameters.get("threshold", 0)):
        found.append(_("An idea is in the running from %(n)s votes.") % {"n": parameters["threshold"]})
    if int(parameters.get("part_funding", 0)):
        message = _("The first idea that does not fit gets what is left, if that is at least %(n)s %% of its cost.")
        found.append(message % {"n": parameters["part_funding"]})
    return found


def _caps(round: Round, asked: Mapping[str, Any]) -> Iterator[str]:
    caps = asked.get("caps", {})
    for category in Category.objects.filter(code__in=caps):
        cap = caps[category.code]
        most = _("%(cap)s of a purse") % {"cap": cap} if isinstance(cap, str) else format_money(cap, round.currency)
        message = _("%(category)s: such ideas together get at most %(most)s in a district.")
        yield message % {"category": category.name, "most": most}


def _pairs(round: Round, asked: Mapping[str, Any]) -> Iterator[str]:
    pairs = asked.get("incompatible", [])
    keys = {key for pair in pairs for key in pair}
    titles = dict(Proposal.objects.public().filter(round=round, pk__in=keys).values_list("pk", "title"))
    for one, other in pairs:
        if {one, other} <= titles.keys():
            words = {"one": titles[one], "other": titles[other]}
            yield _("Of “%(one)s” and “%(other)s” at most one is funded.") % words
