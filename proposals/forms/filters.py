"""What people look for: plain GET forms. What they do not know they leave out."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import District, Round
from proposals.models import Category, StatusName

ORDERS = [
    ("random", gettext_lazy("Shuffled")),
    ("newest", gettext_lazy("Newest first")),
    ("cheapest", gettext_lazy("Cheapest first")),
]
VIEWS = [("", gettext_lazy("Pictures")), ("table", gettext_lazy("Table")), ("map", gettext_lazy("Map"))]
WAITING, ALL = "", "all"


class FilterForm(forms.Form):
    """The filters over the list: a plain GET form. What it does not know it leaves out."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, widget=forms.SearchInput)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    order = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=ORDERS)
    view = forms.ChoiceField(required=False, choices=VIEWS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, districts: Iterable[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere: list[tuple[str, str]] = [("", _("All districts"))]
        everything: list[tuple[str, str]] = [("", _("Everything"))]
        district: Any = self.fields["district"]
        district.choices = everywhere + [(one.code, one.name) for one in districts]
        category: Any = self.fields["category"]
        category.choices = everything + list(Category.objects.values_list("code", "name"))

    def folded(self) -> list[Any]:
        """All fields that are shown but the search: on a phone they are folded away."""
        return [self[name] for name in ("district", "category", "order")]

    def chips(self) -> list[tuple[str, str]]:
        """What narrows the list, as (name of the field, words)."""
        typed = self.cleaned_data
        search = [("q", f"“{typed['q']}”")] if typed.get("q") else []
        return search + [(name, self._words(name)) for name in ("district", "category") if typed.get(name)]

    def _words(self, name: str) -> str:
        field: Any = self.fields[name]
        return str(dict(field.choices)[self.cleaned_data[name]])


class InboxForm(forms.Form):
    """The filters over the desk's queue."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, widget=forms.SearchInput)
    round = forms.ChoiceField(label=gettext_lazy("Round"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[(WAITING, gettext_lazy("What waits")), *StatusName.choices, (ALL, gettext_lazy("Everything"))],
    )

    def __init__(self, *args: Any, rounds: Iterable[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["round"]
        field.choices = [("", _("All rounds")), *((round.slug, round.title) for round in rounds)]
