"""The count of a contest, one purchase at a time: what was bought, who paid, and what everybody held.

Each outcome rule says of its steps what docs/counting.md describes; here they become sentences and a skyline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.queries.money import format_money
from voting.models import Outcome
from voting.queries.results import RuleWords, rule_words
from voting.queries.rule_sentences import Sentences, rule_sentences
from voting.views.cards import Card

Step = Mapping[str, Any]


@dataclass(frozen=True)
class Tower:
    """Voters who hold about the same, in percent of the picture: how many, how much, and how much of it they pay."""

    x: float
    width: float
    held: float
    paid: float

    @property
    def kept(self) -> float:
        return self.held - self.paid

    @property
    def top(self) -> float:
        return 100 - self.held

    @property
    def base(self) -> float:
        """Where what is kept begins, from above."""
        return 100 - self.kept


@dataclass(frozen=True)
class Stage:
    """One purchase: the nth of `total`, what had been bought by then, and the towers where voters hold money."""

    number: int
    total: int
    card: Card
    bought: Sequence[Mapping[str, Any]]
    sentences: Sequence[str]
    left_minor: int
    towers: Sequence[Tower]
    share_minor: int | None

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.total else None


def stage(outcome: Outcome, cards: Mapping[str, Card], asked: str) -> Stage | None:
    """The purchase asked for, else the first; None where the outcome tells of none."""
    steps = [step for step in outcome.steps if step["project"] in cards]
    if not steps:
        return None
    number = min(int(asked), len(steps)) if asked.isdecimal() and len(asked) < len("10000") and int(asked) else 1
    step = steps[number - 1]
    share = Fraction(outcome.course["share"]) if "share" in outcome.course else None
    return Stage(
        number=number,
        total=len(steps),
        card=cards[step["project"]],
        bought=[cards[one["project"]].segment for one in steps[:number]],
        sentences=tell(step, outcome.round.currency),
        left_minor=step["left"],
        towers=towers(step.get("skyline", ())),
        share_minor=round(share) if share is not None else None,
    )


@dataclass(frozen=True)
class Course:
    """The purchases of one outcome, at one of them; `ways` are the outcomes that could be told, this one among them."""

    stage: Stage
    rule: RuleWords
    sentences: Sentences
    by: str
    ways: Sequence[tuple[str, RuleWords]]


def courses(outcomes: Sequence[Outcome], cards: Mapping[str, Card], query: QueryDict) -> Course | None:
    """The course of the outcome asked for (`by` its rule, at a `step`), else of the first; None where none is told."""
    told = {outcome.rule: outcome for outcome in outcomes if outcome.steps}
    outcome = told.get(query.get("by", ""), next(iter(told.values()), None))
    shown = stage(outcome, cards, query.get("step", "")) if outcome else None
    if outcome is None or shown is None:
        return None
    ways = [(rule, rule_words(rule)) for rule in told]
    return Course(shown, rule_words(outcome.rule), rule_sentences(outcome.rule), outcome.rule, ways)


def towers(skyline: Sequence[Sequence[int]]) -> list[Tower]:
    """The bars [voters, held, paid] of a step, side by side; the highest fills the picture."""
    everybody = sum(voters for voters, _held, _paid in skyline)
    highest = max((held for _voters, held, _paid in skyline), default=0)
    found, x = [], 0.0
    for voters, held, paid in skyline:
        width = 100 * voters / everybody
        found.append(Tower(x, width, 100 * held / (highest or 1), 100 * paid / (highest or 1)))
        x += width
    return found


def tell(step: Step, currency: str) -> list[str]:
    """What happened at a step, in sentences."""
    if "price" in step:
        return _shares(step, currency)
    if "time" in step:
        said = _("Everybody had been given %(sum)s when the people who chose it held what it costs.")
        return [_supporters(step["supporters"]), said % {"sum": _money(step["time"], currency)}]
    if "worth" in step:
        return [_votes(step["score"]), _("It is part of the set that gathers most.")]
    return [_votes(step["score"]), _("Of the ideas that still fitted, none had more.")]


def _shares(step: Step, currency: str) -> list[str]:
    paid = _("Each of them paid %(sum)s.") % {"sum": _money(step["price"], currency)}
    if step["paid_less"]:
        poorer = ngettext(
            "One had less left and paid all of it.", "%(n)s had less left and paid all of it.", step["paid_less"]
        )
        full = ngettext("One of them paid %(sum)s.", "%(n)s of them paid %(sum)s each.", step["paid_price"])
        values = {"n": number_format(step["paid_price"], force_grouping=True), "sum": _money(step["price"], currency)}
        paid = f"{full % values} {poorer % {'n': number_format(step['paid_less'], force_grouping=True)}}"
    return [_supporters(step["supporters"]), paid]


def _money(fraction: str, currency: str) -> str:
    return format_money(round(Fraction(fraction)), currency)


def _supporters(count: int) -> str:
    said = ngettext("One voter chose it.", "%(n)s voters chose it.", count)
    return said % {"n": number_format(count, force_grouping=True)}


def _votes(score: int) -> str:
    said = ngettext("It has one vote.", "It has %(n)s votes.", score)
    return said % {"n": number_format(score, force_grouping=True)}
