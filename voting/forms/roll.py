"""What residents and registrars type about a person."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from city.models import District, Round
from voting.rules.identity import Person
from voting.rules.identity.person import code, name
from voting.rules.roll.rows import LONGEST_CELL, day


class DayField(forms.CharField):
    """A day as people type it, with the year in full."""

    def __init__(self, *, label: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "bday"})
        hint = gettext_lazy("Such as 31.5.1984, or 1984-05-31.")
        words = {"required": gettext_lazy("Type the birth date, such as 31.5.1984.")}
        super().__init__(label=label, help_text=hint, widget=box, error_messages=words)

    def clean(self, value: Any) -> date:
        typed = super().clean(value)
        found = day(typed)
        if found is None:
            message = _("We cannot read “%(typed)s” as a day. Write day, month and year, such as 31.5.1984.")
            raise forms.ValidationError(message % {"typed": typed})
        return found


class PersonForm(LawfulForm):
    """Who somebody is, as the city's list or an identity card has them."""

    name = forms.CharField(
        label=gettext_lazy("Full name"),
        help_text=gettext_lazy(
            "All given names and family names, as on the identity card. Order, accents and titles do not matter."
        ),
        max_length=LONGEST_CELL,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Type the full name.")},
    )
    born_on = DayField(label=gettext_lazy("Birth date"))
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        help_text=gettext_lazy("Of the home that is registered with the city."),
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={"required": gettext_lazy("Type the postcode.")},
    )

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if not name(typed) or any(sign.isdecimal() for sign in typed):
            raise forms.ValidationError(_("A name has letters and no figures. Write it as on the identity card."))
        return typed

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"]
        if not code(typed):
            raise forms.ValidationError(_("A postcode has figures or letters. Write it as on letters."))
        return typed

    def person(self) -> Person:
        typed = self.cleaned_data
        return Person(typed["name"], typed["born_on"], typed["postcode"])


class CodeForm(LawfulForm):
    """The code from the mail."""

    code = forms.CharField(
        label=gettext_lazy("Code from the e-mail"),
        help_text=gettext_lazy("Eight digits, with or without the dash."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Type the code from the e-mail.")},
    )


class AttestForm(PersonForm):
    """A person whom a registrar has before them."""

    district = forms.ModelChoiceField(
        label=gettext_lazy("District"),
        queryset=District.objects.none(),
        to_field_name="code",
        empty_label=gettext_lazy("Choose a district"),
        error_messages={"required": gettext_lazy("Choose the district of the address.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy(
            "With it they sign in, vote online and are told when a ballot was recorded for them. Without it they vote"
            " here, on paper."
        ),
        required=False,
        error_messages={"invalid": gettext_lazy("Write an address such as ada@example.org, or leave it empty.")},
    )
    is_another = forms.BooleanField(
        label=gettext_lazy("Somebody else has this name and birth date: I have checked it"),
        required=False,
    )

    def __init__(self, data: Any = None, *, round: Round) -> None:
        super().__init__(data)
        field: Any = self.fields["district"]
        field.queryset = District.objects.filter(envelopes__round=round)

    def arguments(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in ("district", "email", "is_another")}
        return {"person": self.person(), **kept}


class ListForm(LawfulForm):
    """The city's list, as a file."""

    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("A CSV file in UTF-8, its columns named in the first line."),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("This file is empty. Choose the list."),
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.ROLL_UPLOAD_MB * 1024 * 1024:
            message = _("This file is larger than %(most)d MB. Have it imported at the server’s own console.")
            raise forms.ValidationError(message % {"most": settings.ROLL_UPLOAD_MB})
        return file
