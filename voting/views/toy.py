"""A toy election to play with: nine neighbours, six ideas, and the same count as for a real one.

Nothing is stored: the ballots stand in the address, so that a game can be shown to others by its link.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from city.queries.money import minor_per_unit
from voting.queries.results import RuleWords, rule_words
from voting.queries.rule_sentences import Sentences, rule_sentences
from voting.rules.contest import Contest, Limits, Project
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import count
from voting.rules.outcomes.result import Result

PURSE = 12_000
# Of the presets those that differ most.
SHOWN = [code for code in ("greedy", "equal-shares", "mes-cost", "phragmen", "max-welfare") if code in PRESETS]
NEIGHBOURS = ("Ada", "Bilal", "Chiara", "Deniz", "Edda", "Farid", "Grete", "Hugo", "Ines")
COSTS = {"1": 4_000, "2": 4_000, "3": 4_000, "4": 3_000, "5": 2_000, "6": 2_500}
# Five neighbours of the upper street want the same three things, four of the lower street three others.
BALLOTS = ("123", "123", "123", "123", "123", "456", "45", "456", "456")
SEPARATOR = "-"

Ballots = list[list[str]]


@dataclass(frozen=True)
class Idea:
    code: str
    title: str
    cost_minor: int

    @property
    def segment(self) -> dict[str, Any]:
        return {"amount": self.cost_minor, "number": int(self.code), "code": self.code, "title": self.title}


@dataclass(frozen=True)
class Neighbour:
    """One voter: how many choices are funded, what was paid at each purchase, what is left of the share."""

    name: str
    place: int
    ballot: Sequence[str]
    funded: int
    paid_minor: Sequence[int]
    left_minor: int | None


@dataclass(frozen=True)
class Game:
    """What one rule makes of the ballots."""

    code: str
    words: RuleWords
    sentences: Sentences
    result: Result
    bought: list[Idea]
    neighbours: list[Neighbour]

    @property
    def segments(self) -> list[dict[str, Any]]:
        return [idea.segment for idea in self.bought]

    @property
    def served(self) -> int:
        """How many neighbours get something they chose."""
        return sum(bool(neighbour.funded) for neighbour in self.neighbours)

    @property
    def has_payments(self) -> bool:
        """Whether the rule has voters pay for what is bought."""
        return any(any(neighbour.paid_minor) for neighbour in self.neighbours)

    @property
    def share_minor(self) -> int | None:
        """What every voter holds at first; None under a rule that shares nothing out."""
        return round(Fraction(self.result.course["share"])) if "share" in self.result.course else None


@require_safe
def show_counting(request: HttpRequest) -> HttpResponse:
    """How votes are counted, with a toy election that anybody may change."""
    ideas, ballots = _ideas(), _ballots(request.GET)
    games = [_play(preset, ideas, ballots) for preset in SHOWN]
    chosen = next((game for game in games if game.code == request.GET.get("rule")), games[0])
    context = {
        "currency": settings.CURRENCY,
        "purse_minor": PURSE * minor_per_unit(settings.CURRENCY),
        "ideas": ideas.values(),
        "neighbours": chosen.neighbours,
        "votes": {code: sum(code in ballot for ballot in ballots) for code in ideas},
        "games": games,
        "chosen": chosen,
    }
    return render(request, "voting/counting.html", context)


def _ideas() -> dict[str, Idea]:
    titles = (
        _("Bicycle stands"),
        _("A swing"),
        _("A drinking fountain"),
        _("A kitchen garden"),
        _("A painted wall"),
        _("Benches under the lime"),
    )
    unit = minor_per_unit(settings.CURRENCY)
    return {code: Idea(code, title, cost * unit) for (code, cost), title in zip(COSTS.items(), titles, strict=True)}


def _ballots(query: QueryDict) -> Ballots:
    """The ballots of the address: pairs of a neighbour's place and an idea; without any game there, the first ones."""
    if "rule" not in query:
        return [list(ballot) for ballot in BALLOTS]
    chosen = set(query.getlist("v"))
    return [[code for code in COSTS if f"{place}{SEPARATOR}{code}" in chosen] for place in range(len(NEIGHBOURS))]


def _play(preset: str, ideas: Mapping[str, Idea], ballots: Ballots) -> Game:
    projects = {idea.code: Project(idea.code, idea.title, idea.cost_minor) for idea in ideas.values()}
    purse = PURSE * minor_per_unit(settings.CURRENCY)
    contest = Contest("street", purse, settings.CURRENCY, "approval", projects, Limits())
    result = count(contest, [ballot for ballot in ballots if ballot], preset, {"ties": "votes,cost,id"})
    return Game(
        code=preset,
        words=rule_words(preset),
        sentences=rule_sentences(preset),
        result=result,
        bought=[ideas[code] for code in result.winners],
        neighbours=_neighbours(preset, result, ballots),
    )


def _neighbours(preset: str, result: Result, ballots: Ballots) -> list[Neighbour]:
    share = Fraction(result.course.get("share", 0))
    found = []
    for place, ballot in enumerate(ballots):
        paid = PRESETS[preset].rule.payments(result.course, result.steps, dict.fromkeys(ballot, 1))
        funded = sum(code in ballot for code in result.winners)
        left = round(share - sum(paid)) if ballot else None
        found.append(Neighbour(NEIGHBOURS[place], place, ballot, funded, [round(amount) for amount in paid], left))
    return found
