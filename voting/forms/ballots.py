"""What a voter fills in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from voting.actions.reasons import reason
from voting.rules.ballots import KINDS
from voting.rules.contest import Contest

LONGEST_NUMBER = 9  # digits; no round gives as many points


class CodesField(forms.Field):
    """The codes of the projects chosen, as they were sent: the rules of the ballot judge them."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Sequence[str]) -> list[str]:
        return list(value)


class ChoicesForm(forms.Form):
    """The choices on one contest's ballot, checked against its frozen manifest; `marks` is what stood beside each code.

    Boxes are sent as `choices`, numbers (places, points) as `mark-<code>`.
    """

    choices = CodesField(label=_("Your ballot"))

    def __init__(self, data: QueryDict, contest: Contest) -> None:
        super().__init__(data)
        self.contest, self.kind = contest, KINDS[contest.kind]
        self.codes = data.getlist("choices")
        written = {code: data.get(f"mark-{code}", "").strip() for code in contest.projects}
        numbers = {code: text for code, text in written.items() if text not in {"", "0"}}
        self.marks: Mapping[str, str | int] = numbers if self.kind.is_numbered else dict.fromkeys(self.codes, 1)

    def clean_choices(self) -> list[Any]:
        choices = self._numbered() if self.kind.is_numbered else self.codes
        faults = self.kind.faults(choices, self.contest)
        if faults:
            raise forms.ValidationError([reason(fault, self.contest).message for fault in faults])
        return choices

    def _numbered(self) -> list[Any]:
        """The choices of the numbers written; a place twice is no order."""
        if broken := [*self._not_numbers()]:
            raise forms.ValidationError(broken)
        marks = {code: int(text) for code, text in self.marks.items()}
        if self.contest.kind == "ranking" and (shared := [*self._shared(marks)]):
            raise forms.ValidationError(shared)
        return self.kind.marked(marks)

    def _not_numbers(self) -> Iterator[str]:
        for code, text in self.marks.items():
            if not str(text).isdecimal() or len(str(text)) > LONGEST_NUMBER:
                title = self.contest.projects[code].title
                yield gettext("“%(idea)s”: write a whole number of at most nine digits, or leave the field empty.") % {
                    "idea": title
                }

    def _shared(self, places: Mapping[str, int]) -> Iterator[str]:
        sharing = defaultdict(list)
        for code, place in places.items():
            sharing[place].append(self.contest.projects[code].title)
        for place, titles in sharing.items():
            if len(titles) > 1:
                yield gettext("Place %(place)d has more than one idea: “%(ideas)s”. Give each a place of its own.") % {
                    "place": place,
                    "ideas": "”, “".join(titles),
                }


class CastForm(forms.Form):
    """What the review page sends: the sealed draft, and the nonce the browser made (where it runs scripts)."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    nonce = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
