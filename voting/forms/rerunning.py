"""What an election officer types to hold a round once more."""

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from city.models import Round
from proposals.models import Proposal
from voting.forms.fields import MomentInput
from voting.queries.endings import unfunded


class RerunForm(LawfulForm):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("The last part of its address: small letters, figures and hyphens, such as purse-2027."),
        max_length=64,
        validators=[validate_slug],
        error_messages={"required": gettext_lazy("Give it an address.")},
    )
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Its first phase opens on"),
        help_text=gettext_lazy("In the city’s time. The other phases follow as they did in the old round."),
        widget=MomentInput,
        error_messages={
            "required": gettext_lazy("Give the day and the time."),
            "invalid": gettext_lazy("Give day and time, such as 2027-03-01 08:00."),
        },
    )
    proposals = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Ideas that come along"),
        help_text=gettext_lazy("Published ideas that got no money. They keep the city’s answer and its cost."),
        queryset=Proposal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, round: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["proposals"]
        chosen.label_from_instance = lambda one: f"{one.district.name}: {one.title}"
        chosen.queryset = unfunded(round)
