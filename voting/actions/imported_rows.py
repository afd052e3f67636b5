"""The many rows of an imported election, written in bulk. Called by the import alone, in its transaction."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from itertools import repeat

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from city.models import District, Round
from city.rules.canonical import canonical
from proposals.models import Category, Feasibility, Proposal, StatusName, Valuation
from voting.models import ImportedBallot, Tally
from voting.rules.ballots import KINDS
from voting.rules.ballots.alike import alike
from voting.rules.contest import Project
from voting.rules.pabulib.anonymous import grouped
from voting.rules.pabulib.election import Election, Listing
from voting.rules.pabulib.fields import VOTES

BATCH = 2000
LONGEST_CODE = 64
LONGEST_TITLE = 300
MICRODEGREE = Decimal("0.000001")
# Letters that Unicode does not take apart into a letter and a mark.
LATIN = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "œ": "oe"})


def district_of(election: Election) -> District:
    """The district the election is about, made where there is none; city-wide where the file names no part."""
    unit = election.meta["unit"]
    last = District.objects.aggregate(last=Max("position"))["last"] or 0
    district, _is_new = District.objects.get_or_create(
        code=_slug(f"{unit} {election.place}".strip()),
        defaults={
            "name": (election.place or unit)[:200],
            "is_citywide": not election.place,
            "position": last + 1,
        },
    )
    return district


def _slug(text: str) -> str:
    """Write a name in letters that an address can hold; what that loses is made up for by a digest of the name."""
    letters = unicodedata.normalize("NFKD", text.translate(LATIN))
    slug = slugify(letters)
    is_lost = any(char.isalpha() and not char.isascii() for char in letters)
    if slug and not is_lost and len(slug) <= LONGEST_CODE:
        return slug
    digest = sha256(text.encode()).hexdigest()[:12]
    return f"{slug[: LONGEST_CODE - 13]}-{digest}".strip("-")


def add_proposals(round: Round, district: District, election: Election, now: datetime, *, is_open: bool) -> None:
    """Every project of the file as a proposal with the city's answer; on the ballot at once where the vote is over."""
    categories = _categories({project.category for project in election.contest.projects.values()})
    status = StatusName.PUBLISHED if is_open else StatusName.LISTED
    proposals = Proposal.objects.bulk_create(
        [
            _proposal(round, district, election.listings[code], project, categories, status, now)
            for code, project in election.contest.projects.items()
        ],
        batch_size=BATCH,
    )
    Valuation.objects.bulk_create(
        [
            _valuation(proposal, election.contest.projects[proposal.code], election.contest.withdrawn, now)
            for proposal in proposals
        ],
        batch_size=BATCH,
    )


def _categories(names: set[str]) -> dict[str, Category]:
    found = {}
    for name in sorted(names):
        if name:
            found[name] = Category.objects.get_or_create(code=_slug(name), defaults={"name": name[:100]})[0]
    return found


def _proposal(
    round: Round,
    district: District,
    listing: Listing,
    project: Project,
    categories: dict[str, Category],
    status: StatusName,
    now: datetime,
) -> Proposal:
    point = (listing.latitude, listing.longitude)
    latitude, longitude = (None, None) if None in point else point
    return Proposal(
        round=round,
        district=district,
        category=categories.get(project.category),
        status=status,
        code=project.code,
        title=_shortened(project.title),
        body=listing.description,
        place=listing.neighborhood[:200],
        language=round.language,
        cost_asked_minor=project.cost_minor,
        latitude=latitude and latitude.quantize(MICRODEGREE),
        longitude=longitude and longitude.quantize(MICRODEGREE),
        submitted_at=now,
        published_at=now,
    )


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def _valuation(proposal: Proposal, project: Project, withdrawn: frozenset[str], now: datetime) -> Valuation:
    if project.code in withdrawn:
        reason = _("Withdrawn while people voted.")
    elif project.cost_minor == 0:
        reason = _("It costs nothing, so there is no money to give.")
    else:
        return Valuation(
            proposal=proposal, feasibility=Feasibility.FEASIBLE, cost_minor=project.cost_minor, valued_at=now
        )
    return Valuation(proposal=proposal, feasibility=Feasibility.UNFEASIBLE, reason=reason, valued_at=now)


def add_ballots(round: Round, district: District, election: Election, now: datetime) -> None:
    """Every ballot, and the tally of them all."""
    ImportedBallot.objects.bulk_create(_ballots(round, district, election), batch_size=BATCH)
    scores = KINDS[election.contest.kind].scores
    counts = dict.fromkeys(election.contest.projects, 0)
    for choices, times in alike(election.ballots):
        for code, score in scores(choices, election.contest).items():
            counts[code] += score * times
    Tally.objects.create(round=round, district=district, counts=counts, ballots=len(election.ballots), counted_at=now)


def _ballots(round: Round, district: District, election: Election) -> Iterator[ImportedBallot]:
    for number, (text, voter) in enumerate(zip(_texts(election.ballots), _voters(election), strict=False), start=1):
        yield ImportedBallot(round=round, district=district, number=number, ballot=text, voter=voter)


def _voters(election: Election) -> Iterator[dict[str, str]]:
    """What the file says of each voter in the columns that the format knows, ages in groups."""
    columns = {name: cells for name, cells in election.voters.items() if name in VOTES}
    if "age" in columns:
        columns["age"] = grouped(columns["age"])
    if not columns:
        return repeat({})
    return (
        {name: cell for name, cell in zip(columns, row, strict=True) if cell}
        for row in zip(*columns.values(), strict=True)
    )


def _texts(ballots: Sequence[list[object]]) -> Iterator[str]:
    """The canonical form of each ballot; equal ballots share a list of choices, and so its text."""
    known = {id(choices): canonical({"choices": choices}).decode() for choices, _ in alike(ballots)}
    for choices in ballots:
        yield known[id(choices)]
