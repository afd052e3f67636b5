"""What is still missing before a round can be frozen."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.models import Envelope, Round
from city.queries.rounds import envelopes_of
from city.rules.phases import PhaseKind
from city.rules.refusal import Reason
from proposals.models import Category, Feasibility, Proposal, StatusName
from voting.rules.constraints import faults
from voting.rules.outcomes.counting import UnknownParameter, rule_parameters


def missing(round: Round, now: datetime) -> list[Reason]:
    """Everything that keeps the round from being frozen, in words; empty where it may be."""
    envelopes = list(envelopes_of(round))
    found = _about_dates(round, now) + about_rule(round) + about_constraints(round)
    if not envelopes:
        found.append(Reason("no_envelope", _("Give at least one district an envelope.")))
    filled = candidates(round)
    for envelope in envelopes:
        found += _about_contest(round, envelope, len(filled.get(envelope.district_id, [])))
    return found + _about_valuations(round)


def candidates(round: Round) -> dict[int, list[Proposal]]:
    """The proposals that go on each ballot, in the order of their submission, by the key of their district."""
    fitting = (
        Proposal.objects.filter(
            round=round,
            status=StatusName.PUBLISHED,
            valuation__feasibility=Feasibility.FEASIBLE,
            round__envelopes__district=F("district"),
            round__envelopes__amount_minor__gte=F("valuation__cost_minor"),
        )
        .select_related("valuation", "category")
        .order_by("submitted_at", "pk")
    )
    found: dict[int, list[Proposal]] = {}
    for proposal in fitting:
        found.setdefault(proposal.district_id, []).append(proposal)
    return found


def _about_dates(round: Round, now: datetime) -> list[Reason]:
    voting = round.stretch(PhaseKind.VOTING)
    if round.frozen_at:
        return [Reason("frozen", _("The round is frozen already."))]
    if voting is None:
        return [Reason("no_voting_phase", _("Give the vote its dates."))]
    if voting.closes_at <= now:
        return [Reason("vote_over", _("The vote would be over already: move its closing date."))]
    return []


def about_rule(round: Round) -> list[Reason]:
    """What keeps the round's outcome rule from being used."""
    try:
        rule_parameters(round.rule, round.rule_parameters)
    except UnknownParameter as error:
        message = _("The outcome rule cannot be used. %(why)s") % {"why": error}
        return [Reason("unknown_rule", message, "rule")]
    return []


def about_constraints(round: Round) -> list[Reason]:
    """What keeps the round's constraints from being used."""
    said = {
        "": _("They are at most min_votes, min_turnout, caps and incompatible."),
        "min_votes": _("The least votes are a whole number."),
        "min_turnout": _("The least turnout is a whole number of ballots."),
        "caps": _("A cap is an amount in minor units, or a percentage from 0% to 100%, for a category."),
        "incompatible": _("Incompatible proposals are pairs of the keys of two different proposals."),
    }
    message = _("The constraints of this round cannot be used. %(why)s")
    if found := faults(round.constraints):
        return [Reason("bad_constraints", message % {"why": said[name]}, name) for name in found]
    unknown = round.constraints.get("caps", {}).keys() - {*Category.objects.values_list("code", flat=True)}
    why = _("There is no category %(code)s.")
    return [Reason("bad_constraints", message % {"why": why % {"code": code}}, "caps") for code in sorted(unknown)]


def _about_contest(round: Round, envelope: Envelope, ready: int) -> list[Reason]:
    words = {"district": envelope.district.name, "ready": ready, "least": round.min_choices}
    if not ready:
        message = _("%(district)s has no proposal that is published, possible and within its envelope.")
        return [Reason("empty_ballot", message % words)]
    if ready < round.min_choices:
        message = _("Every ballot names at least %(least)d ideas, and %(district)s has %(ready)d: nobody could vote.")
        return [Reason("few_ideas", message % words)]
    return []


def _about_valuations(round: Round) -> list[Reason]:
    count = Proposal.objects.filter(round=round, status=StatusName.PUBLISHED, valuation=None).count()
    if not count:
        return []
    message = ngettext(
        "%(count)d published proposal has no answer from the city yet.",
        "%(count)d published proposals have no answer from the city yet.",
        count,
    )
    return [Reason("unvalued", message % {"count": count})]
