"""Outcomes: what a rule makes of the ballots that are in, and what is stored of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from city.models import District, Envelope, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Reason
from voting.models import Outcome, PendingCast, Tally
from voting.queries.ballots import choices_of, final_ballots
from voting.queries.contests import contest
from voting.queries.log import closings, is_closed_in_log
from voting.queries.stations import open_papers, open_stations
from voting.rules.contest import Contest
from voting.rules.outcomes.counting import NO_CHANGES, count
from voting.rules.outcomes.margins import Spread
from voting.rules.outcomes.profile import gather
from voting.rules.outcomes.result import Result, part_of
from voting.rules.outcomes.studies import Study, study


def obstacles(round: Round, district: District, now: datetime) -> list[Reason]:
    """What keeps a contest from being counted at `now`, in words; empty where nothing does."""
    if contest(round, district.code) is None:
        message = _("%(district)s has no ballot in this round.")
        return [Reason("no_contest", message % {"district": district.name})]
    if not round.is_closed(now):
        voting = round.stretch(PhaseKind.VOTING)
        closes = date_format(localtime(voting.closes_at), "DATETIME_FORMAT") if voting else _("an unknown day")
        return [Reason("not_closed", _("The vote is not over: it closes on %(moment)s.") % {"moment": closes})]
    if round.is_imported:
        return []
    if not is_closed_in_log(round) or PendingCast.objects.filter(round=round).exists():
        return [Reason("not_sealed", _("The last ballots are on their way into the count. Try again in a minute."))]
    return open_stations(round)


def uncounted(now: datetime) -> QuerySet[Envelope]:
    """The contests of our own that are closed and wholly sealed, and have no official outcome of these ballots yet."""
    is_over = Q(round__phases__kind=PhaseKind.VOTING, round__phases__closes_at__lte=now)
    return Envelope.objects.filter(
        is_over,
        ~Exists(PendingCast.objects.filter(round=OuterRef("round"))),
        ~Exists(open_papers(OuterRef("round"))),
        Exists(closings(OuterRef("round"))),
        ~Exists(_up_to_date()),
        round__frozen_at__isnull=False,
        round__certified_at__isnull=True,
        round__cancelled_at__isnull=True,
        round__is_imported=False,
    ).select_related("round", "district")


def _up_to_date() -> QuerySet[Outcome]:
    """The official outcome of a contest, unless its ballots were counted anew since: one was voided, or came in."""
    here = {"round": OuterRef("round"), "district": OuterRef("district")}
    moved = Tally.objects.filter(**here, counted_at__gt=OuterRef("counted_at"))
    contest = {"round": OuterRef("round"), "district": OuterRef("district")}
    return Outcome.objects.filter(~Exists(moved), **contest, is_official=True)


def compute(
    round: Round,
    district: District,
    preset: str,
    changes: Mapping[str, str] = NO_CHANGES,
    without: Collection[str] = (),
) -> Result:
    """Count a contest by a preset, with the parameters of the round's manifest where the preset is the round's rule.

    Projects whose codes are in `without` are counted as withdrawn. Fewer than k ballots get winners and totals only:
    anything more could tell who voted what.
    Raises UnknownParameter (voting.rules.outcomes.counting).
    """
    ballots = list(choices(round, district))
    area = _contest(round, district)
    area = replace(area, withdrawn=area.withdrawn | frozenset(without))
    result = count(area, ballots, preset, {**_parameters(round, preset), **changes})
    return result if _are_enough(round, len(ballots)) else result.totals_only()


def study_of(outcome: Outcome, spread: Spread) -> Study:
    """What there is to know of an outcome beyond the count; nothing where fewer than k ballots could tell too much."""
    round, area = outcome.round, _contest(outcome.round, outcome.district)
    profile = gather(area, choices(round, outcome.district))
    if not _are_enough(round, profile.voters):
        return Study({}, {})
    return study(area, profile, outcome.rule, _parameters(round, outcome.rule), spread)


def _parameters(round: Round, preset: str) -> dict[str, str]:
    """The parameters that the manifest fixes for a preset."""
    manifest = round.manifest or {}
    ties = {"ties": ",".join(manifest["ties"]["order"]), "seed": manifest["ties"]["seed"]}
    return ties | (manifest["parameters"] if preset == manifest["rule"] else {})


def _are_enough(round: Round, ballots: int) -> bool:
    """Whether reasons and figures can be told without telling how somebody voted."""
    return round.is_imported or ballots >= round.k


def project_costs(round: Round, district: District) -> dict[str, int]:
    """What each project on the contest's ballot costs, in minor units."""
    return {code: project.cost_minor for code, project in _contest(round, district).projects.items()}


def choices(round: Round, district: District) -> Iterator[Any]:
    """The choices of every ballot that counts. Equal ballots share one list."""
    return choices_of(final_ballots(round, district))


def stored(outcome: Outcome) -> Result:
    """An outcome as the result it was stored from."""
    codes = outcome.awards.filter(in_place_of=None).values_list("proposal__code", flat=True)
    return Result(
        rule=outcome.rule,
        parameters=outcome.parameters,
        currency=outcome.round.currency,
        ballots=outcome.ballots,
        budget=outcome.budget_minor,
        winners=[code for code in codes if code not in part_of(outcome.course)],
        spent=outcome.spent_minor,
        steps=outcome.steps,
        losers=outcome.losers,
        ties=outcome.ties,
        metrics=outcome.metrics,
        course=outcome.course,
    )


def _contest(round: Round, district: District) -> Contest:
    area = contest(round, district.code)
    if area is None:
        raise RuntimeError(f"{district.code} is no contest of {round.slug}: ask for its obstacles first")
    return area
