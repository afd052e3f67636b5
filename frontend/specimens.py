"""What the style guide shows: every part with invented words and sums. No row of the database is read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from city.queries.money import format_money
from frontend.brand import grounds, palette, tokens
from frontend.colours import SHAPE, TEXT, least
from frontend.steps import Step
from proposals.views.cards import Card

THEMES = ("light", "dark")
START = datetime(2026, 1, 12, 9, tzinfo=UTC)
PURSE = 240_000_00
ENVELOPES = (("Riverside", 86), ("Old Harbour", 48), ("Millfields", 54), ("Northgate", 22))
SCENES = ("lights", "steps", "trees", "market", "garden")
WAY = ("Proposing", "Checking", "Voting", "Open to challenge", "Building")
# The colours that carry words or a state: the token, what it is for, and the contrast it owes.
SHADES = (
    ("ink", _("text and outlines"), TEXT),
    ("ink-2", _("second voice"), TEXT),
    ("ink-3", _("small print"), TEXT),
    ("link", _("links and focus"), TEXT),
    ("in", _("in the purse, done"), TEXT),
    ("over", _("does not fit, refused"), TEXT),
    ("edge", _("edges of fields"), SHAPE),
)


@dataclass(frozen=True)
class Shade:
    """A colour of the style sheet, with its least contrast on paper, sheet and sunk."""

    name: str
    use: Any
    owes: float

    @property
    def measured(self) -> tuple[float, float]:
        pair = palette().get(self.name) or tokens()[self.name]
        return least(pair.light, grounds()[0]), least(pair.dark, grounds()[1])


class SpecimenForm(forms.Form):
    """One field of each kind, sent empty."""

    title = forms.CharField(label=_("What should the city do?"), help_text=_("A few words, as on a poster."))
    story = forms.CharField(label=_("Why?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    place = forms.ChoiceField(label=_("District"), choices=[(name, name) for name, _sum in ENVELOPES])
    kind = forms.ChoiceField(label=_("About"), choices=[("a", "Streets"), ("b", "Parks")], widget=forms.RadioSelect)
    is_mine = forms.BooleanField(label=_("It is my own idea"))


def specimens() -> dict[str, Any]:
    """The context of the style guide."""
    return {
        "themes": THEMES,
        "series": range(1, 9),
        "colours": [Shade(*row) for row in SHADES],
        "way": way(),
        "other_ways": [way(1, is_between=True), way(len(WAY) + 1)],
        "segments": segments(),
        "purse_minor": PURSE,
        "shared": [segment | {"words": format_money(segment["amount"], "EUR")} for segment in segments()],
        "paid": [{"amount": 130_000_00, "series": 4}, {"amount": 48_000_00, "series": 8}],
        "outside": [{"amount": 64_000_00, "code": "5", "title": "A ramp for the canal footbridge", "number": 5}],
        "places": places(),
        "tabs": tabs(),
        "history": history(),
        "cards": [card(1, 86_000_00, "P01"), card(2, None, "")],
        "round": SimpleNamespace(currency="EUR"),
        "form": SpecimenForm({}),
        "page": Paginator(range(240), 24).page(3),
        "pages": Paginator(range(240), 24).get_elided_page_range(3, on_each_side=1, on_ends=1),
        "reasons": [SimpleNamespace(message="The vote closed a minute ago.")],
        "chosen": [
            SimpleNamespace(code="P01", number=1, title="Swimming steps at Tanner’s Quay", cost_minor=86_000_00)
        ],
    }


def way(at: int = 3, *, is_between: bool = False) -> list[Step]:
    """A round in its nth phase, or before that phase opens."""
    return [
        Step(
            name,
            "done" if number < at else "on" if number == at and not is_between else "next",
            START + timedelta(days=40 * number),
            START + timedelta(days=40 * (number + 1)),
        )
        for number, name in enumerate(WAY, start=1)
    ]


def places() -> list[dict[str, Any]]:
    """Three square districts in a row, each a link."""
    return [
        {
            "code": name,
            "name": name,
            "value": f"€{thousands},000",
            "url": f"#{name}",
            "boundary": {"type": "Polygon", "coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]]},
        }
        for x, (name, thousands) in enumerate(ENVELOPES[:3])
    ]


def segments() -> list[dict[str, Any]]:
    return [
        {
            "amount": thousands * 1000_00,
            "code": f"{number}",
            "title": name,
            "number": number,
            "scene": SCENES[number],
            "url": "#purses",
        }
        for number, (name, thousands) in enumerate(ENVELOPES, start=1)
    ]


def tabs() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(url="#tabs", label=name, figure=None, is_here=number == 1)
        for number, (name, _sum) in enumerate(ENVELOPES)
    ]


def history() -> list[SimpleNamespace]:
    """A proposal on its way to the vote."""
    told = (("Proposed", "by Ada", 0), ("Priced", "at €86,000", 40), ("The vote opens", "", 80))
    return [
        SimpleNamespace(
            at=START + timedelta(days=days), title=title, words=words, is_last=title == "Priced", is_next=not words
        )
        for title, words, days in told
    ]


def card(number: int, cost: int | None, code: str) -> Card:
    """A proposal's card, with the city's price or before it."""
    proposal: Any = SimpleNamespace(
        pk=number,
        code=code,
        title="Swimming steps at Tanner’s Quay" if cost else "A rain garden behind Saint Brand’s",
        scene_key="steps" if cost else "garden",
        summary="Wide stone steps into the river, a handrail and two lifebuoys." if cost else "It floods every spring.",
        cost_minor=cost,
        district=SimpleNamespace(name="Riverside"),
        category=SimpleNamespace(name="Water"),
        valuation=SimpleNamespace(is_feasible=True) if cost else None,
        get_absolute_url="#cards",
    )
    return Card(proposal, PURSE)
