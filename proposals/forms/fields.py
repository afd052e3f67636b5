"""What forms about money are made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from city.queries.money import AT_HOME, minor_per_unit
from proposals.rules.amounts import NotAnAmount, parse_amount


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
