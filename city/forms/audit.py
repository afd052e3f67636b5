"""What an auditor looks for: a plain GET form. What it does not know it leaves out."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.queries.audit import verbs


class DayInput(forms.DateInput):
    input_type = "date"


class AuditFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Words"), required=False, widget=forms.SearchInput)
    verb = forms.ChoiceField(label=gettext_lazy("Act"), required=False)
    who = forms.CharField(label=gettext_lazy("Person"), required=False)
    subject = forms.CharField(
        label=gettext_lazy("About"), required=False, widget=forms.TextInput(attrs={"placeholder": "case:12"})
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DayInput)
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        verb: Any = self.fields["verb"]
        verb.choices = [("", _("All")), *((one, one) for one in verbs())]

    def asked(self) -> dict[str, Any]:
        """What was typed, as far as it can be read."""
        self.is_valid()
        return self.cleaned_data
