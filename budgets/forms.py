"""What a finance officer types: an order, and an invoice that was paid."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.queries.reallocations import freed_minor
from budgets.queries.statements import AwardStatement
from budgets.rules.delivery import Progress
from city.forms.cases import AskForm
from city.forms.lawful import LawfulForm
from city.models import District
from city.queries.money import format_money
from proposals.forms.fields import AmountField
from proposals.rules.texts import fold
from voting.models import Award
from voting.queries.decisions import next_in_line

DAY_ERRORS = {
    "required": gettext_lazy("Give the day."),
    "invalid": gettext_lazy("Give the day as year, month and day, such as 2026-03-31."),
}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SpendingForm(LawfulForm):
    """A form with an amount in the currency of its round; `left_minor` is the most that may be typed."""

    amount_minor = AmountField(label=gettext_lazy("Amount"))

    def __init__(self, *args: Any, currency: str, left_minor: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        amount: Any = self.fields["amount_minor"]
        amount.currency = currency
        amount.required = True
        amount.error_messages["required"] = _("Give an amount above zero.")
        left = format_money(left_minor, currency)
        amount.help_text = _("In %(currency)s; at most %(left)s.") % {"currency": currency, "left": left}


class CommitForm(SpendingForm):
    payee = forms.CharField(
        label=gettext_lazy("Who gets the money"),
        help_text=gettext_lazy("Shown in public."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say who gets the money.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        help_text=gettext_lazy("In a few words, shown in public."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what the money is for.")},
    )
    committed_on = forms.DateField(label=gettext_lazy("Day of the order"), widget=DayInput, error_messages=DAY_ERRORS)
    field_order = ["payee", "purpose", "amount_minor", "committed_on"]


class PayForm(SpendingForm):
    invoice = forms.CharField(
        label=gettext_lazy("Invoice number"),
        help_text=gettext_lazy("Shown in public."),
        max_length=100,
        error_messages={"required": gettext_lazy("Give the number of the invoice.")},
    )
    paid_on = forms.DateField(label=gettext_lazy("Day it was paid"), widget=DayInput, error_messages=DAY_ERRORS)
    field_order = ["invoice", "amount_minor", "paid_on"]


class ReallocateForm(AskForm):
    """What happens with the money of an award that falls through."""

    field_order = ["way", "reason"]
    way = forms.ChoiceField(
        label=gettext_lazy("What happens with its money"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happens with the money.")},
    )

    def __init__(self, *args: Any, award: Award, **options: Any) -> None:
        super().__init__(*args, about={"round": award.outcome.round, "subject": award}, **options)
        self.award, self.freed = award, freed_minor(award)
        self.next = next_in_line(award, self.freed) if self.freed else []
        currency = award.outcome.round.currency
        named = [f"{proposal.title} ({format_money(cost, currency)})" for proposal, cost in self.next]
        ways = [("next", _("Next in line by the rule: %(ideas)s") % {"ideas": ", ".join(named)})] if named else []
        way: Any = self.fields["way"]
        way.choices = [*ways, ("carried_over", _("Carried over to a later round"))]
        way.help_text = _("%(freed)s of it are free.") % {"freed": format_money(self.freed, currency)}

    def asked(self) -> dict[str, Any]:
        is_carried_over = self.cleaned_data["way"] == "carried_over"
        arguments = {
            "award": self.award.pk,
            "title": self.award.proposal.title,
            "freed_minor": self.freed,
            "is_carried_over": is_carried_over,
            "next": [] if is_carried_over else [proposal.title for proposal, _cost in self.next],
        }
        return {**super().asked(), "arguments": arguments}


class AwardFilter(forms.Form):
    """The filters over a round's awards: a plain GET form. What it does not know it leaves out."""

    q = forms.CharField(label=gettext_lazy("Idea or payee"), required=False, widget=forms.SearchInput)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("How far"),
        required=False,
        choices=[
            ("", gettext_lazy("Everything")),
            (Progress.WAITING.value, gettext_lazy("Nothing ordered yet")),
            (Progress.UNDER_WAY.value, gettext_lazy("Under way")),
            (Progress.PAID.value, gettext_lazy("Paid in full")),
        ],
    )

    def __init__(self, *args: Any, districts: Iterable[District], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["district"]
        field.choices = [("", _("All districts")), *((one.code, one.name) for one in districts)]
        self.full_clean()

    @property
    def is_narrow(self) -> bool:
        return any(self.cleaned_data.values())

    def keep(self, statements: Iterable[AwardStatement]) -> list[AwardStatement]:
        """The awards that fit what was asked for."""
        return [statement for statement in statements if self._fits(statement)]

    def _fits(self, statement: AwardStatement) -> bool:
        wanted, award = self.cleaned_data, statement.award
        names = [award.proposal.title, award.proposal.code, *(order.payee for order in statement.commitments)]
        return (
            wanted.get("district") in {None, "", award.outcome.district.code}
            and wanted.get("state") in {None, "", statement.delivery.progress}
            and fold(wanted.get("q") or "") in fold("\n".join(names))
        )
