"""What an author types."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from city.models import District, Envelope, Round
from city.queries.money import format_money
from proposals.actions.drafts import MISSING, Draft, about_money
from proposals.forms.fields import AmountField
from proposals.forms.scenes import SCENE_NAMES
from proposals.models import Category, Proposal
from proposals.rules.drafts import LIMITS


def _counted(kind: type[forms.Widget], text: str, **attributes: Any) -> forms.Widget:
    """A widget that says how much of the room for the text is used, and takes more, so that nothing typed is lost."""
    return kind(attrs={"data-limit": LIMITS[text], **attributes})


class ProposalForm(LawfulForm):
    """A proposal, in one column."""

    title = forms.CharField(
        label=gettext_lazy("What should the city do?"),
        help_text=gettext_lazy("A few words, with the place in them: “A bench halfway up Ladder Hill”."),
        error_messages={"required": MISSING["title"]},
        widget=_counted(forms.TextInput, "title"),
    )
    summary = forms.CharField(
        label=gettext_lazy("In one sentence"),
        help_text=gettext_lazy("People read this in the list and on the ballot. Who gains what by it?"),
        error_messages={"required": MISSING["summary"]},
        widget=_counted(forms.Textarea, "summary", rows=2),
    )
    body = forms.CharField(
        label=gettext_lazy("Tell it as you would tell a neighbour"),
        help_text=gettext_lazy(
            "What is it like there today, who would use it, what have you seen? Five sentences are plenty. "
            "An empty line begins a new paragraph."
        ),
        error_messages={"required": MISSING["body"]},
        widget=_counted(forms.Textarea, "body", rows=8),
    )
    district = forms.ModelChoiceField(
        District.objects.none(),
        to_field_name="code",
        label=gettext_lazy("In which district?"),
        empty_label=gettext_lazy("Choose one"),
        error_messages={"required": gettext_lazy("Choose the district whose money should pay for it.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Where exactly?"),
        help_text=gettext_lazy("A street and a house number, a square, a building: so that people can go and look."),
        required=False,
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        to_field_name="code",
        label=gettext_lazy("What it is about"),
        required=False,
        empty_label=gettext_lazy("Nothing of these"),
    )
    cost = AmountField(label=gettext_lazy("What you think it costs"))
    scene = forms.ChoiceField(
        label=gettext_lazy("Its picture"),
        help_text=gettext_lazy(
            "A drawing stands beside every proposal. We pick it from your words; you may choose another."
        ),
        choices=[("", gettext_lazy("Picked from your words")), *SCENE_NAMES.items()],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, round: Round, envelopes: Iterable[Envelope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        district: Any = self.fields["district"]
        district.queryset = District.objects.filter(envelopes__round=round)
        purses = ", ".join(f"{one.district.name} {format_money(one.amount_minor, round.currency)}" for one in envelopes)
        district.help_text = _("Its purse pays for it. In this round: %(purses)s.") % {"purses": purses}
        cost: Any = self.fields["cost"]
        cost.currency = round.currency
        cost.help_text = _(
            "In %(currency)s, such as 12 000. Leave it empty if you cannot tell: the city works it out."
        ) % {"currency": round.currency}

    def clean(self) -> dict[str, Any]:
        """Say at once, beside all else, what the district's envelope has no room for."""
        typed = self.cleaned_data
        if typed.get("district") and "cost" in typed:
            self.explain(about_money(typed["cost"], self.round, typed["district"]))
        return typed

    def draft(self, language: str) -> Draft:
        typed = dict(self.cleaned_data)
        return Draft(cost_asked_minor=typed.pop("cost"), language=language, **typed)


def typed_from(proposal: Proposal) -> dict[str, Any]:
    """What a proposal form holds when it opens on a proposal."""
    return {
        "title": proposal.title,
        "summary": proposal.summary,
        "body": proposal.body,
        "place": proposal.place,
        "district": proposal.district.code,
        "category": proposal.category.code if proposal.category else "",
        "cost": proposal.cost_asked_minor,
        "scene": proposal.scene,
    }
