"""What the rules said, for pages and for certification."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from city.models import District, Round
from city.queries.rounds import districts_of
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Reason
from voting.models import Award, Complaint, Outcome, PendingCast, Tally
from voting.queries.ballots import voids_in
from voting.queries.contests import contests
from voting.queries.paper_sample import missing_rereading
from voting.rules.outcomes.fairness import shares


@dataclass(frozen=True)
class RuleWords:
    """An outcome rule in the words of its voters: a name, and how it goes about it in a sentence."""

    name: str | Promise
    explained: str | Promise = ""


RULES = {
    "greedy": RuleWords(
        gettext_lazy("Most votes first, while the money lasts"),
        gettext_lazy("Ideas are bought in the order of their votes; one that costs more than is left is passed over."),
    ),
    "greedy-no-skip": RuleWords(
        gettext_lazy("Most votes first, until one does not fit"),
        gettext_lazy("Ideas are bought in the order of their votes; the first that costs more than is left ends it."),
    ),
    "greedy-threshold": RuleWords(
        gettext_lazy("Most votes first, from a least number of votes"),
        gettext_lazy("Ideas with enough votes are bought in the order of their votes, while the money lasts."),
    ),
    "greedy-density": RuleWords(
        gettext_lazy("Most votes for the money first"),
        gettext_lazy("Ideas are bought in the order of their votes for each unit of money, while it lasts."),
    ),
    "phragmen": RuleWords(
        gettext_lazy("Phragmén’s rule"),
        gettext_lazy("All voters are given money at the same speed; an idea is bought once its voters can pay for it."),
    ),
    "max-welfare": RuleWords(
        gettext_lazy("As many votes as the money can buy"),
        gettext_lazy("Of all sets of ideas that fit the purse, the one whose votes add up to the most."),
    ),
    "equal-shares": RuleWords(
        gettext_lazy("Equal shares, then votes"),
        gettext_lazy("Every voter holds the same part of the purse; what is left buys by votes."),
    ),
    "mes-cost": RuleWords(
        gettext_lazy("Equal shares"),
        gettext_lazy("Every voter holds the same part of the purse; an idea is bought by the people who chose it."),
    ),
    "mes-cardinality": RuleWords(
        gettext_lazy("Equal shares, each idea worth the same"),
        gettext_lazy("Every voter holds the same part of the purse; an idea counts as one, whatever it costs."),
    ),
    "mes-cost-add1": RuleWords(
        gettext_lazy("Equal shares, raised until nothing more fits"),
        gettext_lazy("Every voter holds the same amount; it is raised step by step while the purse holds out."),
    ),
    "wieliczka-2023": RuleWords(
        gettext_lazy("Equal shares as in Wieliczka in 2023"),
        gettext_lazy("Equal shares, raised while the purse holds out, unless more voters prefer the outcome by votes."),
    ),
    "equalshares.net": RuleWords(
        gettext_lazy("Equal shares as equalshares.net counts them"),
        gettext_lazy("Equal shares in whole units, raised until nothing more fits; what is left buys by votes."),
    ),
    "pabutools": RuleWords(
        gettext_lazy("Equal shares as pabutools counts them"),
        gettext_lazy("Every voter holds the same amount; it is raised step by step while the purse holds out."),
    ),
}
RECOMMENDED = "equal-shares"


def rule_words(preset: str) -> RuleWords:
    """The words for a preset; its own code where there are none."""
    return RULES.get(preset, RuleWords(preset))


def outcomes(round: Round) -> QuerySet[Outcome]:
    """Every outcome of the round with its district and its awards, the official one of a contest first."""
    awards = Prefetch("awards", Award.objects.filter(in_place_of=None).select_related("proposal"))
    return Outcome.objects.filter(round=round).select_related("district").prefetch_related(awards)


def official(round: Round) -> QuerySet[Outcome]:
    """The outcomes that say who gets the money: by the rule of the round."""
    return outcomes(round).filter(is_official=True)


def by_district(round: Round) -> dict[str, dict[str, Any]]:
    """Each district's share of the ballots beside its share of what the round spends, by the district's code."""
    counted = official(round).order_by("district__position").values_list("district__code", "ballots", "spent_minor")
    sums = {code: (ballots, spent) for code, ballots, spent in counted}
    return shares(sums, sum(ballots for ballots, _ in sums.values()), sum(spent for _, spent in sums.values()))


def missing_to_certify(round: Round, now: datetime) -> list[Reason]:
    """Everything that keeps the round's result from being certified, in words; empty where it may be."""
    if round.certified_at:
        return [Reason("certified", _("The result is certified already."))]
    if round.is_imported or round.cancelled_at or not (round.permits(Verb.CERTIFY, now) and round.is_closed(now)):
        return [Reason("not_now", _("A result is certified after the vote, once nobody can object any more."))]
    return _about_objections(round, now) or _about_ballots(round)


def _about_objections(round: Round, now: datetime) -> list[Reason]:
    """The last day to object is promised to everybody, and so is an answer."""
    challenging = round.stretch(PhaseKind.CHALLENGING)
    if challenging and now < challenging.closes_at:
        until = date_format(localtime(challenging.closes_at), "DATETIME_FORMAT")
        message = _("People may object until %(until)s. The result is certified after that.")
        return [Reason("open_to_challenge", message % {"until": until})]
    count = Complaint.objects.filter(round=round, answer__isnull=True).count()
    if not count:
        return []
    message = ngettext("One complaint waits for an answer.", "%(count)d complaints wait for an answer.", count)
    return [Reason("unanswered", message % {"count": count})]


def _about_ballots(round: Round) -> list[Reason]:
    if PendingCast.objects.filter(round=round).exists():
        return [Reason("unsealed", _("Some ballots are not in the count yet. They will be within seconds."))]
    return [*missing_rereading(round), *_about_counts(round)]


def _about_counts(round: Round) -> list[Reason]:
    counted = {outcome.district_id: outcome.ballots for outcome in official(round)}
    tallies = {
        tally.district_id: tally for tally in Tally.objects.filter(round=round).select_related("round", "district")
    }
    voting_in = {area.district for area in contests(round) if area.projects}
    found = []
    for district in districts_of(round).filter(code__in=voting_in):
        ballots = counted.get(district.pk)
        if ballots is None:
            found.append(Reason("uncounted", _("%(district)s is not counted yet.") % {"district": district}))
        elif (tally := tallies.get(district.pk)) and not _is_of(tally, ballots):
            found.append(_stale(district))
    return found


def _is_of(tally: Tally, ballots: int) -> bool:
    """Whether a count of so many ballots is of these; and whether every void has left the tally already."""
    return tally.ballots == ballots and tally.voids == voids_in(tally.round, tally.district)


def _stale(district: District) -> Reason:
    message = _("%(district)s was counted before its last ballots were in. Count it again.")
    return Reason("stale_count", message % {"district": district})
