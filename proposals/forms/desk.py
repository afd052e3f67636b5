"""What officials type about a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.actions.moderating import WHY_HIDDEN, WHY_RETURNED
from proposals.forms.fields import AmountField, LawfulForm
from proposals.models import Feasibility, Proposal


class ReturnForm(LawfulForm):
    """Why a proposal goes back to its author."""

    reason = forms.CharField(
        label=gettext_lazy("What has to change"),
        help_text=gettext_lazy("The author reads this word by word, by mail and above the form."),
        error_messages={"required": WHY_RETURNED},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


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
