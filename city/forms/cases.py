"""What officials type to ask for an act, and to say no to one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from city.models import Round, User
from city.models.cases import LONGEST_REASON
from city.models.people import RoleName
from city.queries.permissions import Powers
from city.rules.phases import Verb


class ReasonField(forms.CharField):
    """Why: the act is in the record with it."""

    def __init__(self, *, label: Any, help_text: Any) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": gettext_lazy("Say why. The reason is kept in the record.")},
        )


class DeclineForm(LawfulForm):
    reason = ReasonField(
        label=gettext_lazy("Why not?"), help_text=gettext_lazy("The person who asked reads it, and it is kept.")
    )


class AskForm(LawfulForm):
    """Asking for an act. `about` is what `open_case` takes besides the reason; fields add to it in `asked`."""

    reason = ReasonField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Whoever approves it reads this, and it is kept. Of acts on a vote it is public."),
    )

    def __init__(self, *args: Any, about: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about

    def asked(self) -> dict[str, Any]:
        """What the form gives to `open_case`."""
        return {**self.about, "reason": self.cleaned_data["reason"]}


class GrantForm(AskForm):
    """Which office, for whom, and where."""

    field_order = ["email", "role", "round", "reason"]
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Of somebody who has signed in here before."),
        error_messages={
            "required": gettext_lazy("Type an e-mail address."),
            "invalid": gettext_lazy("This is no e-mail address. It looks like name@city.example."),
        },
    )
    role = forms.ChoiceField(label=gettext_lazy("Office"), choices=RoleName.choices)
    round = forms.ChoiceField(label=gettext_lazy("Where"), required=False)

    def __init__(self, *args: Any, powers: Powers, **options: Any) -> None:
        super().__init__(*args, about={}, **options)
        reach = Round.objects.order_by("-pk")
        everywhere = [("", _("The whole city"))] if powers.may(Verb.GRANT) else []
        found = [round for round in reach if powers.may(Verb.GRANT, round.pk)]
        where: Any = self.fields["round"]
        where.choices = [*everywhere, *((round.slug, round.title) for round in found)]
        self.rounds = {round.slug: round for round in found}

    def clean_email(self) -> User:
        typed = self.cleaned_data["email"]
        user = User.objects.filter(email__iexact=typed, is_active=True).first()
        if user is None:
            message = _("Nobody has signed in with %(email)s. Ask them to do so once, then come back.")
            raise forms.ValidationError(message % {"email": typed})
        return user

    def asked(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            **super().asked(),
            "subject": typed["email"],
            "round": self.rounds.get(typed["round"]),
            "arguments": {"role": typed["role"]},
        }
