"""A contest as a Pabulib file publishes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from city.models import District, Envelope, Round
from city.rules.money import minor
from city.rules.phases import PhaseKind
from city.rules.refusal import Reason
from proposals.models import Proposal
from voting.models import ImportedBallot, Outcome
from voting.queries.ballots import choices_of, final_casts
from voting.queries.certainty import certainty_of, comment
from voting.queries.contests import contest
from voting.queries.outcomes import obstacles, stored
from voting.rules.contest import Contest, Project
from voting.rules.pabulib.anonymous import anonymous
from voting.rules.pabulib.election import Election, Listing
from voting.rules.pabulib.projects import WITHDRAWN_COST
from voting.rules.pabulib.recount import scores_of

LANGUAGE_LENGTH = 2  # ISO 639-1
# Our greedy rules fund nothing that no ballot names: a threshold of one.
RULES = {
    "greedy": {"rule": "greedy-threshold", "min_project_score_threshold": "1"},
    "mes-cost": {"rule": "equalshares"},
    "wieliczka-2023": {"rule": "equalshares/add1-comparison"},
}


def unpublishable(round: Round, district: District, now: datetime) -> list[Reason]:
    """What keeps the ballots of a contest from being published at `now`, in words; empty where nothing does."""
    if reasons := obstacles(round, district, now):
        return reasons
    count = round.k if round.is_imported else final_casts(round, district).count()
    if count >= round.k:
        return []
    message = _(
        "%(district)s has %(count)d ballots, fewer than %(k)d: a file of them could tell who voted for what. "
        "Its winners and totals are on the page of results."
    )
    return [Reason("too_few_ballots", message % {"district": district.name, "count": count, "k": round.k})]


def election(round: Round, district: District, now: datetime | None = None) -> Election:
    """The contest as a file has it: nothing in it tells who voted, or when.

    With a moment it also says how final the result was then.
    """
    area = contest(round, district.code)
    voting = round.stretch(PhaseKind.VOTING)
    assert area is not None
    assert voting is not None
    origin = Envelope.objects.get(round=round, district=district).origin
    found = Election(
        meta={},
        place="" if district.is_citywide else district.name,
        begins_on=localdate(voting.opens_at),
        ends_on=localdate(voting.closes_at),
        contest=area,
        listings={},
        ballots=[],
    )
    if round.is_imported:
        return _imported(found, round, district, origin)
    made = _own(found, round, district)
    return made if now is None else replace(made, meta=_stated(made.meta, round, district, now))


def _own(found: Election, round: Round, district: District) -> Election:
    """Add what a round of our own says: ballots in the order of their hashes, and what came of them."""
    texts = final_casts(round, district).order_by("ballot_hash", "h").values_list("ballot", flat=True)
    found = replace(found, ballots=[*choices_of(texts)])
    outcome = Outcome.objects.filter(round=round, district=district, is_official=True).first()
    winners = stored(outcome).winners if outcome else []
    selected = {code: int(code in winners) for code in found.contest.projects} if outcome else {}
    return replace(
        found,
        contest=replace(found.contest, projects=_unpriced(found.contest, _ranked(found, winners))),
        listings=_listings(round, district, found.contest, selected),
        meta=_meta(found, round),
    )


def _ranked(found: Election, winners: Sequence[str]) -> dict[str, Project]:
    """The projects as a list of results has them: by their score, and of equals first who won."""
    scores = scores_of(found.contest, found.ballots)
    rows = found.contest.projects
    order = sorted(rows, key=lambda code: (-scores[code], code not in winners, rows[code].cost_minor, code))
    return {code: rows[code] for code in order}


def _unpriced(area: Contest, projects: dict[str, Project]) -> dict[str, Project]:
    """The projects, those withdrawn at the cost by which such files say so."""
    cost_minor = minor(str(WITHDRAWN_COST), area.currency)
    return {
        code: replace(project, cost_minor=cost_minor) if code in area.withdrawn else project
        for code, project in projects.items()
    }


def _meta(found: Election, round: Round) -> dict[str, str]:
    manifest = round.manifest or {}
    parameters = ", ".join(f"{name}={value}" for name, value in sorted(manifest["parameters"].items()))
    comment = f"#1: Counted by the rule {manifest['rule']} of Common Purse ({parameters})."
    said = {
        "description": round.summary or round.title,
        "country": settings.COUNTRY,
        "unit": settings.CITY_NAME,
        "subunit": found.place,
        "instance": f"{found.ends_on:%Y}",
        "language": round.language if len(round.language) == LANGUAGE_LENGTH else "",
        **RULES.get(manifest["rule"], {"rule": "unknown", "comment": comment}),
    }
    return {key: value for key, value in said.items() if value}


def _stated(meta: Mapping[str, str], round: Round, district: District, now: datetime) -> dict[str, str]:
    """The same with a comment more, numbered as the format has it."""
    is_counted = Outcome.objects.filter(round=round, district=district, is_official=True).exists()
    said = meta.get("comment", "")
    number = said.count("#") + 1
    return {**meta, "comment": f"{said} #{number}: {comment(certainty_of(round, now, is_counted=is_counted))}".strip()}


def _imported(found: Election, round: Round, district: District, origin: Mapping[str, Any]) -> Election:
    """Add what the file said that the round was imported from, with rows in the order of their content."""
    ballots = ImportedBallot.objects.filter(round=round, district=district).order_by("number")
    rows = [*ballots.values_list("ballot", "voter").iterator(chunk_size=5000)]
    names = sorted({name for _, person in rows for name in person})
    return anonymous(
        replace(
            found,
            meta=origin["meta"],
            listings=_listings(round, district, found.contest, origin["selected"]),
            ballots=[*choices_of(text for text, _ in rows)],
            voters={name: [person.get(name, "") for _, person in rows] for name in names},
        )
    )


def _listings(round: Round, district: District, area: Contest, selected: Mapping[str, int]) -> dict[str, Listing]:
    rows = {row.code: row for row in Proposal.objects.on_ballot().filter(round=round, district=district)}
    return {code: _listing(code, area, rows.get(code), selected.get(code)) for code in area.projects}


def _listing(code: str, area: Contest, row: Proposal | None, selected: int | None) -> Listing:
    category = area.projects[code].category
    return Listing(
        code=code,
        selected=selected,
        categories=(category,) if category else (),
        latitude=row.latitude if row else None,
        longitude=row.longitude if row else None,
    )
