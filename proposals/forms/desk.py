"""What officials type about a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from proposals.actions.moderating import WHY_HIDDEN, WHY_RETURNED
from proposals.forms.fields import AmountField
from proposals.models import Feasibility, Proposal

# What moderators have to say most often, ready to be sent.
ADVICE = {
    "place": gettext_lazy("Please say where exactly: a street and a number, or what it stands beside."),
    "one": gettext_lazy("This holds more than one idea. Please hand in each as a proposal of its own."),
    "everybody": gettext_lazy(
        "The purse pays for what everybody can use. Please leave out what is for one person or one business."
    ),
    "kind": gettext_lazy("Please write about the matter and leave out what hurts or names a person."),
    "again": gettext_lazy("The same has been proposed already. Please look at the list, and say what yours adds."),
}


class ReturnForm(LawfulForm):
    """Why a proposal goes back to its author: in ready sentences, in the moderator's own words, or both."""

    advice = forms.MultipleChoiceField(
        label=gettext_lazy("Ready sentences"),
        choices=list(ADVICE.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("The author reads all of this word by word, by mail and above the form."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """One text of what is ticked and what is typed; without either the form says what is missing."""
        typed = self.cleaned_data
        ready = [str(ADVICE[code]) for code in typed.pop("advice", [])]
        typed["reason"] = "\n\n".join(filter(None, [*ready, typed.get("reason", "").strip()]))
        if not typed["reason"]:
            self.add_error("reason", WHY_RETURNED)
        return typed


class HideForm(LawfulForm):
    """Why a published proposal is taken out of public view."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is hidden"),
        help_text=gettext_lazy("The author gets this by mail, and it stays on record."),
        error_messages={"required": WHY_HIDDEN},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ValueForm(LawfulForm):
    """The city's answer."""

    feasibility = forms.ChoiceField(
        label=gettext_lazy("Can it be done?"),
        choices=Feasibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it can be done.")},
    )
    cost = AmountField(label=gettext_lazy("What it costs"))
    reason = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("Everyone reads this. Where it cannot be done, say why."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cost: Any = self.fields["cost"]
        cost.currency = currency
        cost.help_text = _("In %(currency)s, all in. Needed where it can be done.") % {"currency": currency}

    def arguments(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "feasibility": Feasibility(typed["feasibility"]),
            "cost_minor": typed["cost"],
            "reason": typed["reason"],
        }


def answered_in(proposal: Proposal) -> dict[str, Any]:
    """What the answer's form holds when it opens: the last answer, else the cost the author named."""
    valuation = getattr(proposal, "valuation", None)
    if valuation is None:
        return {"cost": proposal.cost_asked_minor}
    return {"feasibility": valuation.feasibility, "cost": valuation.cost_minor, "reason": valuation.reason}
