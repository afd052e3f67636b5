"""What a resident hands in, and what stands in its way."""

from dataclasses import dataclass, fields, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import District, Envelope, Round
from city.queries.money import format_money
from city.rules.refusal import Reason
from city.rules.texts import tidy_line, tidy_text
from proposals.models import Category
from proposals.rules.drafts import LIMITS, faults
from proposals.rules.scenes import SCENES

# What is said where a text is empty; forms say the same.
MISSING = {
    "title": gettext_lazy("Give your proposal a title."),
    "summary": gettext_lazy("Say in one sentence what you propose."),
    "body": gettext_lazy("Tell people what you propose and why."),
}


@dataclass(frozen=True)
class Draft:
    """The words of a proposal, where it belongs and what its author thinks it costs (minor units; None: no idea)."""

    title: str
    summary: str
    body: str
    place: str
    district: District
    category: Category | None = None
    cost_asked_minor: int | None = None
    scene: str = ""
    language: str = "en"

    def tidied(self) -> "Draft":
        return replace(
            self,
            title=tidy_line(self.title),
            summary=tidy_line(self.summary),
            body=tidy_text(self.body),
            place=tidy_line(self.place),
        )

    def columns(self) -> dict[str, object]:
        """The values by the names of a proposal's columns."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def missing(draft: Draft, round: Round) -> list[Reason]:
    """Every reason why the tidied draft cannot be handed in, in words."""
    texts = {field: getattr(draft, field) for field in LIMITS}
    about_texts = [_about_text(field, fault, texts) for field, fault in faults(texts)]
    return about_texts + about_money(draft.cost_asked_minor, round, draft.district) + _about_scene(draft.scene)


def about_money(cost_minor: int | None, round: Round, district: District) -> list[Reason]:
    """Why the district has no room for this cost in the round; empty where it has, or where no cost is named."""
    envelope = Envelope.objects.filter(round=round, district=district).first()
    if envelope is None:
        message = _("%(district)s has no money of its own in this round. Choose another district.")
        return [Reason("no_envelope", message % {"district": district.name}, "district")]
    if cost_minor is None:
        return []
    if cost_minor < 1:
        return [Reason("no_cost", _("Give a cost above zero."), "cost")]
    over = cost_minor - envelope.amount_minor
    return [_over(cost_minor, over, envelope.amount_minor, round, district)] if over > 0 else []


def _over(cost: int, over: int, envelope: int, round: Round, district: District) -> Reason:
    message = _("%(cost)s is %(over)s more than %(district)s has in this round: %(envelope)s.")
    values = {"cost": cost, "over": over, "envelope": envelope}
    words = {name: format_money(amount, round.currency) for name, amount in values.items()}
    numbers = {f"{name}_minor": amount for name, amount in values.items()}
    return Reason("over_envelope", message % {"district": district.name, **words}, "cost", numbers)


def _about_scene(scene: str) -> list[Reason]:
    return [] if scene in ("", *SCENES) else [Reason("no_scene", _("There is no such picture."), "scene")]


def _about_text(field: str, fault: str, texts: dict[str, str]) -> Reason:
    if fault == "missing":
        return Reason(fault, str(MISSING[field]), field)
    message = _("This has %(length)d characters; there is room for %(limit)d. Shorten it a little.")
    numbers = {"length": len(texts[field]), "limit": LIMITS[field]}
    return Reason(fault, message % numbers, field, numbers)
