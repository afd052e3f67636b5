"""What somebody hands in to have it checked: a receipt, or the code on it. Nothing of it is kept."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting.rules.claims import LONGEST, Claim, ClaimError, parse_claim
from voting.rules.slots import cast_prefix

MOST_SIZES = 4


class ReceiptForm(forms.Form):
    """`receipt` takes the text or JSON of a receipt, its short code, or the whole hash; `file` what was saved.

    `claim` is the receipt that was handed in, None where there is only a code; `code` is what is looked up. A script
    that keeps the receipt to itself sends the hash, the `round` and the `sizes` of the log that it remembers.
    """

    file = forms.FileField(
        label=gettext_lazy("The file you saved"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.json,text/plain,application/json"}),
    )
    receipt = forms.CharField(
        label=gettext_lazy("Or its text, or its short code"),
        help_text=gettext_lazy("A short code looks like CRP1-9J6D-G5TY-C10P."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )
    round = forms.SlugField(required=False, widget=forms.HiddenInput)
    sizes = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    claim: Claim | None = None
    code = ""

    def clean_file(self) -> str:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LONGEST:
            raise forms.ValidationError(_("This file is too large. Choose the one you saved after you voted."))
        text: str = file.read().decode(errors="replace")
        return text

    def clean_sizes(self) -> list[int]:
        return [int(size) for size in self.cleaned_data["sizes"].split() if size.isdecimal()][:MOST_SIZES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        name = "file" if cleaned["file"] else "receipt"
        if cast_prefix(cleaned[name]):
            self.code = cleaned[name]
            return cleaned
        try:
            self.claim = parse_claim(cleaned[name])
            self.code = self.claim.h
        except ClaimError:
            self.add_error(name, self._not_one(name, cleaned[name]))
        return cleaned

    def _not_one(self, name: str, text: str) -> str:
        if name == "file":
            return _("This file is no receipt. Choose the one you saved after you voted, as text or as JSON.")
        if not text:
            return _("Choose the file of your receipt, or type its short code.")
        return _("This is no receipt, and no short code. Paste all of the receipt, to its last line, or type its code.")
