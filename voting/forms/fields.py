"""What forms at the desk of a vote are made of."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy

MOST_VOTES = 10**9


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class WholeNumberField(forms.IntegerField):
    """A whole number from 0; None where nothing is typed."""

    def __init__(self, *, label: Any, help_text: Any, most: int = MOST_VOTES) -> None:
        box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        words = {"invalid": gettext_lazy("Use figures only, such as 50.")}
        super().__init__(
            label=label, help_text=help_text, required=False, min_value=0, widget=box, error_messages=words
        )
        too_much = gettext_lazy("At most %(limit_value)s.")
        self.validators.append(MaxValueValidator(most, too_much))
