"""What a voter fills in."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from voting.actions.reasons import reason
from voting.rules.ballots import KINDS
from voting.rules.contest import Contest


class CodesField(forms.Field):
    """The codes of the projects chosen, as they were sent: the rules of the ballot judge them."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Sequence[str]) -> list[str]:
        return list(value)


class ChoicesForm(forms.Form):
    """The choices on one contest's ballot, checked against its frozen manifest; `codes` are those ticked."""

    choices = CodesField(label=_("Your ballot"))

    def __init__(self, data: QueryDict, contest: Contest) -> None:
        super().__init__(data)
        self.codes = data.getlist("choices")
        self.contest = contest

    def clean_choices(self) -> list[str]:
        faults = KINDS[self.contest.kind].faults(self.codes, self.contest)
        if faults:
            raise forms.ValidationError([reason(fault, self.contest).message for fault in faults])
        return self.codes


class CastForm(forms.Form):
    """What the review page sends: the sealed draft, and the nonce the browser made (where it runs scripts)."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    nonce = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
