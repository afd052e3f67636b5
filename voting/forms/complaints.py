"""What somebody types to complain about a vote, and an officer to answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from city.models.cases import LONGEST_REASON
from voting.actions.complaining import LONGEST
from voting.queries.complaints import Words
from voting.rules.slots import cast_prefix


class ComplaintForm(LawfulForm):
    text = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy(
            "Say what happened, where and when. Only the city’s election officers read this; please name nobody else."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Say what is wrong.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Code of your receipt"),
        help_text=gettext_lazy(
            "If it is about your ballot: four groups of four, as in CRP1-9J6D-G5TY-C10P, or the whole hash."
        ),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.EmailField(
        label=gettext_lazy("E-mail address for the answer"),
        help_text=gettext_lazy(
            "Leave it empty if you like: your complaint has a page of its own where the answer stands."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("This is no e-mail address. It looks like name@mail.example.")},
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if typed and cast_prefix(typed) is None:
            message = _("This is no code of a receipt. Check it letter by letter, or leave it empty.")
            raise forms.ValidationError(message)
        return typed

    def words(self) -> Words:
        return Words(**self.cleaned_data)


class AnswerForm(LawfulForm):
    is_upheld = forms.TypedChoiceField(
        label=gettext_lazy("Is the complaint right?"),
        choices=[("yes", gettext_lazy("Yes, it is upheld")), ("no", gettext_lazy("No, it is not upheld"))],
        coerce=lambda typed: typed == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the complaint is right.")},
    )
    text = forms.CharField(
        label=gettext_lazy("The answer"),
        help_text=gettext_lazy(
            "Everybody can read it, and it cannot be changed. Name no person, and nothing of what a ballot says."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Say why. Everybody can read it.")},
    )

    def arguments(self) -> dict[str, Any]:
        return {"is_upheld": self.cleaned_data["is_upheld"], "text": self.cleaned_data["text"]}
