"""What a finance officer types: an order, and an invoice that was paid."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.queries.money import format_money, minor_per_unit
from city.rules.refusal import Refused
from proposals.rules.amounts import NotAnAmount, parse_amount


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SpendingForm(forms.Form):
    """A form with an amount in the currency of its round; `left_minor` is the most that may be typed."""

    amount_minor = forms.CharField(label=gettext_lazy("Amount"), max_length=30)

    def __init__(self, *args: Any, currency: str, left_minor: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        amount = self.fields["amount_minor"]
        amount.widget.attrs["inputmode"] = "decimal"
        amount.help_text = _("In %(currency)s; at most %(left)s.") % {
            "currency": currency,
            "left": format_money(left_minor, currency),
        }

    def clean_amount_minor(self) -> int:
        """The amount in minor units."""
        try:
            return parse_amount(self.cleaned_data["amount_minor"], minor_per_unit(self.currency), [self.currency])
        except NotAnAmount:
            raise forms.ValidationError(_("Write the amount in figures, such as 12,000 or 850.50.")) from None

    def refuse(self, refused: Refused) -> None:
        """Show why the act was refused, beside the fields the reasons are about."""
        for reason in refused.reasons:
            self.add_error(reason.field or None, reason.message)


class CommitForm(SpendingForm):
    payee = forms.CharField(
        label=gettext_lazy("Who gets the money"), help_text=gettext_lazy("Shown in public."), max_length=200
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for"), help_text=gettext_lazy("In a few words, shown in public."), max_length=300
    )
    committed_on = forms.DateField(label=gettext_lazy("Day of the order"), widget=DayInput)
    field_order = ["payee", "purpose", "amount_minor", "committed_on"]


class PayForm(SpendingForm):
    invoice = forms.CharField(
        label=gettext_lazy("Invoice number"), help_text=gettext_lazy("Shown in public."), max_length=100
    )
    paid_on = forms.DateField(label=gettext_lazy("Day it was paid"), widget=DayInput)
    field_order = ["invoice", "amount_minor", "paid_on"]
