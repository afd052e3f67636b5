"""What people type on the pages of proposals, made into what the actions take."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import District, Envelope, Round
from city.queries.money import AT_HOME, format_money, minor_per_unit
from city.rules.refusal import Reason, Refused
from proposals.actions.drafts import MISSING, Draft, about_money
from proposals.actions.moderating import WHY_HIDDEN, WHY_RETURNED
from proposals.models import Category, Feasibility, Proposal, StatusName
from proposals.rules.amounts import NotAnAmount, parse_amount

ORDERS = [
    ("random", gettext_lazy("Shuffled")),
    ("newest", gettext_lazy("Newest first")),
    ("cheapest", gettext_lazy("Cheapest first")),
]
WAITING, ALL = "", "all"


class AmountField(forms.CharField):
    """An amount of money as people type it, in minor units of `currency`; None where nothing is typed."""

    currency = ""

    def __init__(self, *, label: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, required=False, widget=box)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        signs = [self.currency, *filter(None, [AT_HOME.get(self.currency)])]
        try:
            return parse_amount(typed, minor_per_unit(self.currency), signs)
        except NotAnAmount as fault:
            raise forms.ValidationError(self._explain(fault, typed), code=fault.code) from fault

    def prepare_value(self, value: Any) -> Any:
        """A stored amount as somebody would type it; typed text as it was typed."""
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, minor_per_unit(self.currency))
        return f"{whole}.{rest:02}" if rest else str(whole)

    def _explain(self, fault: NotAnAmount, typed: str) -> str:
        words = {"typed": typed, "understood": fault.understood, "currency": self.currency}
        if fault.code == "too_fine":
            return _("We read %(understood)s, which is finer than %(currency)s can be paid. Round it.") % words
        if fault.code == "too_large":
            return _("We read %(understood)s. No purse holds that much: check the figures.") % words
        return _("We cannot read “%(typed)s” as an amount. Use figures, such as 12 000 or 12.000,50.") % words


class LawfulForm(forms.Form):
    """A form that also shows what an action or a law has to say."""

    def explain(self, reasons: Iterable[Reason]) -> None:
        for reason in reasons:
            self.add_error(reason.field if reason.field in self.fields else None, reason.message)

    def refuse(self, refused: Refused) -> None:
        self.explain(refused.reasons)

    def arguments(self) -> dict[str, Any]:
        """What the form gives to its action."""
        return dict(self.cleaned_data)


class ProposalForm(LawfulForm):
    """A proposal, in one column."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("What you propose and where, in a few words."),
        error_messages={"required": MISSING["title"]},
    )
    summary = forms.CharField(
        label=gettext_lazy("In one sentence"),
        help_text=gettext_lazy("People read this in the list and on the ballot."),
        error_messages={"required": MISSING["summary"]},
    )
    body = forms.CharField(
        label=gettext_lazy("Your proposal"),
        help_text=gettext_lazy("What should change, for whom, and why there? An empty line begins a new paragraph."),
        error_messages={"required": MISSING["body"]},
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    district = forms.ModelChoiceField(
        District.objects.none(),
        to_field_name="code",
        label=gettext_lazy("District"),
        empty_label=gettext_lazy("Choose one"),
        error_messages={"required": gettext_lazy("Choose the district whose money should pay for it.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("A street, a square or a building, so that people can go and look."),
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
    }


class FilterForm(forms.Form):
    """The filters over the list: a plain GET form. What it does not know it leaves out."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, widget=forms.SearchInput)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    order = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, districts: Iterable[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere: list[tuple[str, str]] = [("", _("All districts"))]
        everything: list[tuple[str, str]] = [("", _("Everything"))]
        district: Any = self.fields["district"]
        district.choices = everywhere + [(one.code, one.name) for one in districts]
        category: Any = self.fields["category"]
        category.choices = everything + list(Category.objects.values_list("code", "name"))


class InboxForm(forms.Form):
    """The filters over the desk's queue."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, widget=forms.SearchInput)
    round = forms.ChoiceField(label=gettext_lazy("Round"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[(WAITING, gettext_lazy("What waits")), *StatusName.choices, (ALL, gettext_lazy("Everything"))],
    )

    def __init__(self, *args: Any, rounds: Iterable[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["round"]
        field.choices = [("", _("All rounds")), *((round.slug, round.title) for round in rounds)]


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
