"""What was decided about awards after the result: which fell through, and who or what got the money."""

from django.db.models import Prefetch, QuerySet

from city.models import District, Round
from proposals.models import Proposal
from voting.models import Award, Fallthrough
from voting.queries.contests import contest
from voting.queries.outcomes import compute, project_costs


def fallthroughs(round: Round, district: District | None = None) -> QuerySet[Fallthrough]:
    """The awards of the round, or of one district, that fell through, with the awards in their place."""
    found = Fallthrough.objects.filter(award__outcome__round=round)
    if district:
        found = found.filter(award__outcome__district=district)
    in_place = Prefetch("in_place", Award.objects.select_related("proposal__round"))
    about = found.select_related("award__proposal__round", "award__outcome__district", "award__outcome__round", "case")
    return about.prefetch_related(in_place)


def next_in_line(award: Award, freed_minor: int) -> list[tuple[Proposal, int]]:
    """The ideas that would get the money of an award that falls through, with their costs in minor units.

    The contest is counted again by its rule as if what fell through had been withdrawn. All other awards stay; of the
    ideas that the rule buys now and that have none, each gets its cost, in its order, while the freed money lasts.
    """
    outcome = award.outcome
    if contest(outcome.round, outcome.district.code) is None:
        return []  # nothing was frozen, so there is no ballot to go by
    held = {one.proposal.code: one for one in outcome.awards.select_related("proposal")}
    fallen = {code for code, one in held.items() if one.fallen_minor} | {award.proposal.code}
    bought = compute(outcome.round, outcome.district, outcome.rule, without=fallen).winners
    costs, chosen, left = project_costs(outcome.round, outcome.district), [], freed_minor
    for code in bought:
        if code not in held and costs[code] <= left:
            chosen.append(code)
            left -= costs[code]
    listed = Proposal.objects.filter(round=outcome.round, district=outcome.district, code__in=chosen)
    rows = {row.code: row for row in listed}
    return [(rows[code], costs[code]) for code in chosen]
