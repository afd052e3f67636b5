"""Importing real elections: as closed rounds with their ballots, or as projects for a vote of our own."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import District, Envelope, Phase, Round, User
from city.models.rounds import BallotKind, MayVoteIn
from city.queries.permissions import may
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Kind, Reason, Refused, refuse
from voting.actions.counting import count_outcome
from voting.actions.freezing import freeze
from voting.actions.imported_rows import add_ballots, add_proposals, district_of
from voting.queries.terms import terms
from voting.rules.contest import Contest, Limits
from voting.rules.manifest import DistrictPart, manifest
from voting.rules.pabulib.election import Election
from voting.rules.pabulib.joining import Clash, Joined, clashes, join
from voting.rules.slots import round_hash

RULE = "greedy"
COMPARED_WITH = "mes-cost"
DAYS_OPEN = 14
LONGEST_TITLE = 200
LONGEST_LANGUAGE = 12


def import_round(
    *, actor: User | None, now: datetime, elections: Sequence[Election], slug: str, is_open: bool
) -> Round:
    """Write one or more elections (the districts of a city) as a round.

    Closed, with ballots, tallies and outcomes (greedy, and equal shares for comparison; ties by code, for such
    a round has no seed); or open: the projects on the ballot of a vote that begins now. No actor means a
    command at the server's own console. Raises Refused, and then nothing is written.
    """
    _check(actor, elections, slug)
    with transaction.atomic():
        joined = join(elections)
        round = _add_round(elections, joined, slug, now, is_open=is_open)
        districts = [district_of(election) for election in elections]
        for district, election in zip(districts, elections, strict=True):
            _add_envelope(round, district, election)
            add_proposals(round, district, election, now, is_open=is_open)
        record(actor=actor, now=now, verb="import", subject=round, after={"slug": slug, "is_open": is_open})
        if is_open:
            return freeze(actor=actor, now=now, round=round)
        _fix(round, districts, elections, now)
        for district, election in zip(districts, elections, strict=True):
            add_ballots(round, district, election, now)
            count_outcome(actor=actor, now=now, round=round, district=district)
            count_outcome(actor=actor, now=now, round=round, district=district, preset=COMPARED_WITH)
    return round


def _check(actor: User | None, elections: Sequence[Election], slug: str) -> None:
    if actor is not None and not may(actor, Verb.COUNT):
        raise refuse("not_allowed", _("Only an election officer imports an election."), kind=Kind.FORBIDDEN)
    if Round.objects.filter(slug=slug).exists():
        message = _("There is a round at %(slug)s already. Choose another slug.")
        raise refuse("slug_taken", message % {"slug": slug}, field="slug", kind=Kind.CONFLICT)
    if found := clashes(elections):
        raise Refused(*map(_reason, found))


def _reason(clash: Clash) -> Reason:
    sentences = {
        "currencies": _("%(one)s and %(other)s have different currencies, which are never added up."),
        "kinds": _("%(one)s and %(other)s have different kinds of ballot. Import them as two rounds."),
        "same_place": _("Two files are about %(one)s. Import them as two rounds."),
        "repeated_projects": _(
            "%(count)d projects stand both in %(one)s and in %(other)s: a file of the whole city repeats those of its "
            "districts. Import the district files without it."
        ),
    }
    one, other = clash.places
    words = {"one": one, "other": other, "count": clash.number}
    return Reason(clash.code, sentences[clash.code] % words, values=words)


def _add_round(elections: Sequence[Election], joined: Joined, slug: str, now: datetime, *, is_open: bool) -> Round:
    limits = joined.limits
    if limits is None and is_open:
        message = _("The files limit a ballot in different ways, and one vote has one ballot. Import them one by one.")
        raise refuse("limits_differ", message)
    limits = limits or Limits(max_choices=1 if joined.kind == BallotKind.CHOOSE_ONE else None)
    first = elections[0]
    is_citywide = any(not election.place for election in elections)
    round = Round.objects.create(
        slug=slug,
        title=_title(elections),
        summary=first.meta["description"],
        language=first.meta.get("language", "")[:LONGEST_LANGUAGE] or "und",
        currency=joined.currency,
        ballot_kind=joined.kind,
        min_choices=limits.min_choices,
        max_choices=limits.max_choices,
        min_spend_minor=limits.min_spend_minor,
        max_spend_minor=limits.max_spend_minor,
        points=limits.points,
        max_points_each=limits.max_points_each,
        scoring=[*joined.scoring],
        rule=RULE,
        may_vote_in=MayVoteIn.HOME_AND_CITY if is_citywide else MayVoteIn.HOME,
        is_imported=not is_open,
    )
    opens_at, closes_at = (now, now + timedelta(days=DAYS_OPEN)) if is_open else _dates(joined, now)
    Phase.objects.create(round=round, kind=PhaseKind.VOTING.value, opens_at=opens_at, closes_at=closes_at)
    return round


def _add_envelope(round: Round, district: District, election: Election) -> None:
    """The budget of the file, and what the file says of the election and of who won."""
    selected = {code: row.selected for code, row in election.listings.items() if row.selected is not None}
    origin = {"meta": {**election.meta}, "selected": selected}
    amount_minor = election.contest.envelope_minor
    Envelope.objects.create(round=round, district=district, amount_minor=amount_minor, origin=origin)


def _title(elections: Sequence[Election]) -> str:
    first = elections[0]
    title = f"{first.meta['unit']} {first.meta['instance']}"
    if len(elections) == 1 and first.place:
        title += f", {first.place}"
    return title[:LONGEST_TITLE]


def _dates(joined: Joined, now: datetime) -> tuple[datetime, datetime]:
    """From the first day to the end of the last, in the city's time; an imported vote is over in any case."""
    zone = get_default_timezone()
    opens_at = datetime.combine(joined.begins_on, time.min, zone)
    closes_at = datetime.combine(joined.ends_on, time.min, zone) + timedelta(days=1)
    closes_at = min(closes_at, now)
    return min(opens_at, closes_at - timedelta(days=1)).astimezone(UTC), closes_at.astimezone(UTC)


def _fix(round: Round, districts: Sequence[District], elections: Sequence[Election], now: datetime) -> None:
    """Freeze the round as the files have it: without a key, and without a seed for ties."""
    parts = [_part(district, election.contest) for district, election in zip(districts, elections, strict=True)]
    round.manifest = manifest(terms(round, parts, key_hash="", tie_order="id"))
    round.manifest_hash = round_hash(round.manifest)
    round.frozen_at = now
    round.save(update_fields=["manifest", "manifest_hash", "frozen_at"])


def _part(district: District, contest: Contest) -> DistrictPart:
    return DistrictPart(district.code, contest.envelope_minor, [*contest.projects.values()], sorted(contest.withdrawn))
