"""The projects of a contest as its pages show them.

What counts (title, cost) comes from the frozen manifest, the words beside it from the proposal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from city.models import Round
from proposals.models import Proposal
from proposals.rules.scenes import pick_scene
from voting.rules.ballots import KINDS
from voting.rules.contest import Contest, Project

NO_MARKS: Mapping[str, str | int] = MappingProxyType({})
LAST = 10**9


@dataclass(frozen=True)
class Card:
    """One project. `number`, its place on the ballot, gives it a colour and pattern; `seed` varies its picture.

    `mark` is what the voter put beside it: 1 for a box that is ticked, a place, a number of points, or nothing.
    """

    number: int
    code: str
    title: str
    cost_minor: int
    place: str
    summary: str
    url: str
    scene: str
    seed: int
    mark: str = ""
    is_withdrawn: bool = False

    @property
    def is_chosen(self) -> bool:
        return bool(self.mark)

    @property
    def points(self) -> int:
        return int(self.mark)

    @property
    def segment(self) -> dict[str, Any]:
        """The project as a length in a purse."""
        return {
            "amount": self.cost_minor,
            "number": self.number,
            "code": self.code,
            "title": self.title,
            "scene": self.scene,
            "seed": self.seed,
        }

    @property
    def alone(self) -> list[dict[str, Any]]:
        """A purse with nothing else in it."""
        return [self.segment]


def cards(
    round: Round,
    contest: Contest,
    marks: Mapping[str, str | int] = NO_MARKS,
    planned: Mapping[str, Proposal] | None = None,
) -> list[Card]:
    """Every project of the contest, in ballot order, with what the voter put beside it.

    `planned` are its proposals by code where they are not on the ballot yet.
    """
    rows = Proposal.objects.on_ballot().filter(round=round, district__code=contest.district)
    found = {row.code: row for row in rows} if planned is None else planned
    return [
        replace(
            _card(number, project, round, found.get(project.code)),
            mark=str(marks.get(project.code, "")),
            is_withdrawn=project.code in contest.withdrawn,
        )
        for number, project in enumerate(contest.projects.values(), start=1)
    ]


def _card(number: int, project: Project, round: Round, row: Proposal | None) -> Card:
    return Card(
        number=number,
        code=project.code,
        title=project.title,
        cost_minor=project.cost_minor,
        place=row.place if row else "",
        summary=row.summary if row else "",
        url=reverse("proposals:proposal", args=[round.slug, row.pk]) if row else "",
        scene=row.scene_key if row else pick_scene(project.title),
        seed=row.pk if row else number,
    )


@dataclass(frozen=True)
class Filling:
    """A purse with ideas in it. `limit_minor` is what they may cost together, None where there is no limit."""

    chosen: list[Card]
    spent_minor: int
    total_minor: int
    limit_minor: int | None

    @property
    def left_minor(self) -> int:
        return max(self.total_minor - self.spent_minor, 0)

    @property
    def over_minor(self) -> int:
        return max(self.spent_minor - self.total_minor, 0)

    @property
    def segments(self) -> list[dict[str, Any]]:
        return [card.segment for card in self.chosen]

    @property
    def scale_minor(self) -> int:
        """What the whole length of the picture stands for."""
        return max(self.total_minor, self.spent_minor)


def filling(contest: Contest, listed: Iterable[Card]) -> Filling:
    """The purse of the contest with the chosen cards in it."""
    limit = most_to_spend(contest)
    chosen = [card for card in listed if card.is_chosen]
    if KINDS[contest.kind].is_numbered:
        chosen.sort(key=lambda card: _by_mark(card, contest.kind))
    spent = sum(card.cost_minor for card in chosen)
    return Filling(chosen, spent, limit or contest.envelope_minor, limit)


def _by_mark(card: Card, kind: str) -> int:
    """First place first, most points first; what is no number comes last."""
    if not card.mark.isdecimal():
        return LAST
    return int(card.mark) if kind == "ranking" else -int(card.mark)


def most_to_spend(contest: Contest) -> int | None:
    """What a ballot's choices may cost together, in minor units; None where the kind and the round set no limit."""
    if contest.limits.max_spend_minor is None and contest.kind == "knapsack":
        return contest.envelope_minor
    return contest.limits.max_spend_minor
