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
WAITING, ALL = "", "all"


class FilterForm(forms.Form):
    """The filters over the list: a plain GET form. What it does not know it leaves out."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, widget=forms.SearchInput)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    order = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, districts: Iterable[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere: list[tuple[str, str]] = [("", _("All districts"))]
        everything: list[tuple[str, str]] = [("", _("Everything"))]
        district: Any = self.fields["district"]
        district.choices = everywhere + [(one.code, one.name) for one in districts]
        category: Any = self.fields["category"]
        category.choices = everything + list(Category.objects.values_list("code", "name"))


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
