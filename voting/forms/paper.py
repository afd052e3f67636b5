"""What is typed about stations and their papers."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from city.models import District, Round
from voting.forms.roll import PersonForm
from voting.models import Station
from voting.queries.stations import boxes

MOST_PAPERS = 2_000
HASH = r"[0-9a-fA-F]{64}"


def _numbers(**more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", **more})


def _station() -> Any:
    """A station of the round."""
    return forms.ModelChoiceField(
        label=gettext_lazy("Station"),
        queryset=Station.objects.none(),
        to_field_name="code",
        empty_label=gettext_lazy("Choose a station"),
        error_messages={"required": gettext_lazy("Choose the station.")},
    )


def _district(empty: Any, **options: Any) -> Any:
    """A district that has a vote in the round."""
    return forms.ModelChoiceField(
        label=gettext_lazy("District"),
        queryset=District.objects.none(),
        to_field_name="code",
        empty_label=empty,
        error_messages={"required": gettext_lazy("Choose the district whose paper it is.")},
        **options,
    )


def _offer(form: forms.Form, round: Round) -> None:
    """Let the form choose among the stations and the districts of the round."""
    fields: dict[str, Any] = form.fields
    fields["station"].queryset = Station.objects.filter(round=round).select_related("round")
    fields["district"].queryset = District.objects.filter(envelopes__round=round)


class StationForm(LawfulForm):
    """A new station."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As people know the place. It is public."),
        max_length=120,
        error_messages={"required": gettext_lazy("Type the name of the place.")},
    )
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Short, for the public record: letters, figures and dashes, such as library-north."),
        max_length=32,
        error_messages={
            "required": gettext_lazy("Type a short code."),
            "invalid": gettext_lazy("Use letters from a to z, figures and dashes only, such as library-north."),
        },
    )


class PapersForm(LawfulForm):
    """How many papers to print, for which station and district."""

    station = _station()
    district = _district(gettext_lazy("Every district"), required=False)
    amount = forms.IntegerField(
        label=gettext_lazy("How many of each"),
        min_value=1,
        max_value=MOST_PAPERS,
        widget=_numbers(),
        error_messages={
            "required": gettext_lazy("Type a number."),
            "invalid": gettext_lazy("Use figures only, such as 50."),
        },
    )
    is_large = forms.BooleanField(label=gettext_lazy("In large print"), required=False)

    def __init__(self, data: Any = None, *, round: Round) -> None:
        super().__init__(data)
        self.round = round
        _offer(self, round)

    def amounts(self) -> dict[District, int]:
        typed = self.cleaned_data
        voting_in = {entry["code"] for entry in (self.round.manifest or {}).get("districts", []) if entry["projects"]}
        every = District.objects.filter(envelopes__round=self.round, code__in=voting_in)
        return dict.fromkeys([typed["district"]] if typed["district"] else every, typed["amount"])


class CheckOffForm(PersonForm):
    """A person who stands at a station and is on the roll."""

    station = _station()
    district = _district(gettext_lazy("Choose a district"))
    field_order = ["station", "district", "name", "born_on", "postcode"]

    def __init__(self, data: Any = None, *, round: Round, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        _offer(self, round)

    def arguments(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in ("station", "district")}
        return {**kept, "person": self.person()}


class ReadingForm(LawfulForm):
    """What a paper says: its serial and the numbers that are marked, by the number pad alone."""

    serial = forms.CharField(
        label=gettext_lazy("Serial of the paper"),
        max_length=20,
        widget=_numbers(autofocus="", **{"data-next": "#id_line"}),
        error_messages={"required": gettext_lazy("Type the nine digits at the top of the paper, or scan the code.")},
    )
    line = forms.CharField(
        label=gettext_lazy("Marked numbers"),
        max_length=4_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def go_to_line(self) -> None:
        """Have the page begin at the numbers: the serial is typed."""
        del self.fields["serial"].widget.attrs["autofocus"]
        self.fields["line"].widget.attrs["autofocus"] = ""


class SheetFields(forms.Form):
    """The count sheet of a box: how many papers, and its hash, from the file or as typed."""

    papers = forms.IntegerField(
        label=gettext_lazy("Papers in the box, as the count sheet has them"),
        min_value=0,
        widget=_numbers(),
        error_messages={
            "required": gettext_lazy("Type the number from the count sheet."),
            "invalid": gettext_lazy("Use figures only, such as 120."),
        },
    )
    file = forms.FileField(
        label=gettext_lazy("The signed count sheet, as a file"),
        help_text=gettext_lazy("Only its SHA-256 is kept and published. Keep the file and the paper."),
        required=False,
    )
    sheet = forms.RegexField(
        regex=rf"^{HASH}$",
        label=gettext_lazy("Or its SHA-256, where you have it already"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": gettext_lazy("A SHA-256 has 64 signs: figures and the letters a to f.")},
    )
    difference = forms.CharField(
        label=gettext_lazy("Why the papers are not as many as the people who were given one"),
        help_text=gettext_lazy("Leave it empty where both are the same. It is public."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def open_boxes(round: Round) -> list[tuple[str, str]]:
    """The boxes that are not closed, to choose from."""
    return [
        (
            f"{box.station.code}:{box.district.code}",
            _("%(station)s, %(district)s") % {"station": box.station.name, "district": box.district.name},
        )
        for box in boxes(round)
        if box.closing is None
    ]


def hash_of_file(file: UploadedFile[bytes]) -> str:
    """The SHA-256 of an uploaded file (hexadecimal)."""
    found = sha256()
    for piece in file.chunks():
        found.update(piece)
    return found.hexdigest()
