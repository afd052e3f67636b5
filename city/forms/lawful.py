"""What forms about acts are made of."""

from collections.abc import Iterable
from typing import Any

from django import forms

from city.rules.refusal import Reason, Refused


class LawfulForm(forms.Form):
    """A form that also shows what an action or a law has to say."""

    def explain(self, reasons: Iterable[Reason]) -> None:
        for reason in reasons:
            self.add_error(reason.field if reason.field in self.fields else None, reason.message)

    def refuse(self, refused: Refused) -> None:
        self.explain(refused.reasons)

    def arguments(self) -> dict[str, Any]:
        """What the form gives to its action."""
        return dict(self.cleaned_data)
