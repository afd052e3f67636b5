"""Proposals for programs: what everyone may read, and of that only the fields named here."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from city.queries.rounds import rounds
from proposals.models import Proposal
from proposals.queries.listing import Wanted, listed

router = Router(tags=["proposals"])
A_PAGE = 50
CODE = r"^[-\w]*$"


class AnswerOut(Schema):
    """What the city says: `feasible` with a cost in minor units, or `unfeasible` with a reason."""

    feasibility: str
    cost_minor: int | None
    reason: str
    valued_at: datetime


class ProposalOut(Schema):
    """A public proposal. `code` is empty until it is on a ballot; amounts are in minor units of `currency`.

    `scene` names its picture: /pictures/<scene>.svg.
    """

    id: int = Field(alias="pk")
    url: str
    round: str = Field(alias="round.slug")
    district: str = Field(alias="district.code")
    category: str
    status: str
    code: str
    title: str
    summary: str
    place: str
    scene: str = Field(alias="scene_key")
    language: str
    author: str
    currency: str = Field(alias="round.currency")
    cost_asked_minor: int | None
    cost_minor: int | None
    submitted_at: datetime
    published_at: datetime | None
    answer: AnswerOut | None

    @staticmethod
    def resolve_url(proposal: Any) -> str:
        return f"{settings.BASE_URL}{proposal.get_absolute_url()}"

    @staticmethod
    def resolve_category(proposal: Any) -> str:
        return proposal.category.code if proposal.category else ""

    @staticmethod
    def resolve_author(proposal: Any) -> str:
        return str(proposal.author) if proposal.author else ""

    @staticmethod
    def resolve_answer(proposal: Any) -> Any:
        return getattr(proposal, "valuation", None)


class ProposalDetailOut(ProposalOut):
    """With the text: plain, an empty line between paragraphs."""

    body: str


class ProposalPageOut(Schema):
    """A page of the list; `count` and `pages` are of the whole of it."""

    count: int
    page: int
    pages: int
    proposals: list[ProposalOut]


class WantedIn(Schema):
    """What is looked for: words, and codes of a district and a category."""

    search: str = Field("", max_length=200)
    district: str = Field("", max_length=64, pattern=CODE)
    category: str = Field("", max_length=64, pattern=CODE)
    page: int = Field(1, ge=1)


@router.get("/rounds/{slug:slug}/proposals", response=ProposalPageOut, summary="Public proposals, the newest first")
def list_proposals(request: HttpRequest, slug: str, wanted: Query[WantedIn]) -> dict[str, Any]:  # noqa: ARG001 - ninja
    round = get_object_or_404(rounds(), slug=slug)
    found = listed(round, Wanted(wanted.search, wanted.district, wanted.category, "newest"), seed="")
    page = Paginator(found, A_PAGE).get_page(wanted.page)
    return {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "proposals": list(page),
    }


@router.get("/proposals/{int:pk}", response=ProposalDetailOut, summary="One public proposal")
def show_proposal(request: HttpRequest, pk: int) -> Proposal:  # noqa: ARG001 - ninja calls it so
    return get_object_or_404(Proposal.objects.public().for_cards(), pk=pk)
