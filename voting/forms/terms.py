"""What an election officer fills in to set the terms of a vote."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from city.models import District, Round
from city.models.people import Level
from city.models.rounds import BallotKind, MayVoteIn, PhaseName, Visibility
from city.rules.phases import PhaseKind
from proposals.forms.fields import AmountField
from voting.forms.fields import MomentInput, WholeNumberField
from voting.queries.terms import drafted
from voting.rules.identity.person import code
from voting.rules.terms import Draft, Season

PURSE = "purse_"
MOST_CHOICES = 1_000
MOST_POINTS = 100_000
MOST_PLACES = 100
GAPS = re.compile(r"[,;\s]+")
MONEY = ("min_spend_minor", "max_spend_minor")


class MomentField(forms.DateTimeField):
    """A moment in the city's time."""

    def __init__(self, *, label: Any) -> None:
        words = {"invalid": gettext_lazy("Give day and time, such as 2026-03-31 20:00.")}
        super().__init__(label=label, required=False, widget=MomentInput, error_messages=words)


class PlacesField(forms.CharField):
    """What the first, second … place of a ranking is worth."""

    def clean(self, value: Any) -> Any:
        written = [piece for piece in GAPS.split(super().clean(value)) if piece]
        if len(written) > MOST_PLACES or not all(piece.isascii() and piece.isdecimal() for piece in written):
            raise forms.ValidationError(_("Write whole numbers with commas between them, such as 5, 3, 1."))
        if any(len(piece) > len(str(MOST_POINTS)) for piece in written):
            raise forms.ValidationError(_("No place is worth more than %(most)d.") % {"most": MOST_POINTS})
        return [int(piece) for piece in written]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


class PostcodesField(forms.CharField):
    """Postcodes, one a line or with commas."""

    def clean(self, value: Any) -> Any:
        written = [" ".join(piece.split()) for piece in re.split(r"[,;\n]", super().clean(value))]
        codes = [piece for piece in written if piece]
        if wrong := [piece for piece in codes if not code(piece)]:
            message = _("“%(typed)s” is no postcode. Write each as on letters, one a line.")
            raise forms.ValidationError(message % {"typed": wrong[0]})
        return codes

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class TermsForm(LawfulForm):
    """The terms of one round. `purses` and `dates` list the fields of its districts and its phases."""

    kind = forms.ChoiceField(label=gettext_lazy("The ballot"), choices=BallotKind.choices, widget=forms.RadioSelect)
    min_choices = WholeNumberField(
        label=gettext_lazy("Ideas a ballot names at least"),
        help_text=gettext_lazy("Empty: an empty ballot is allowed."),
        most=MOST_CHOICES,
    )
    max_choices = WholeNumberField(
        label=gettext_lazy("Ideas a ballot names at most"),
        help_text=gettext_lazy("Empty: as many as people like."),
        most=MOST_CHOICES,
    )
    min_spend_minor = AmountField(label=gettext_lazy("What its ideas cost together at least"))
    max_spend_minor = AmountField(label=gettext_lazy("What its ideas cost together at most"))
    points = WholeNumberField(
        label=gettext_lazy("Points each voter has"),
        help_text=gettext_lazy("Only for a ballot of points."),
        most=MOST_POINTS,
    )
    max_points_each = WholeNumberField(
        label=gettext_lazy("Points one idea may get from a voter"),
        help_text=gettext_lazy("Only for a ballot of points. Empty: all of them."),
        most=MOST_POINTS,
    )
    scoring = PlacesField(
        label=gettext_lazy("What each place is worth"),
        help_text=gettext_lazy("Only for a ranking, such as 5, 3, 1. Empty: the last place is worth one."),
        required=False,
    )
    may_vote_in = forms.ChoiceField(
        label=gettext_lazy("People vote in"), choices=MayVoteIn.choices, widget=forms.RadioSelect
    )
    may_vote_in_count = WholeNumberField(
        label=gettext_lazy("In how many districts"),
        help_text=gettext_lazy("Only where they may choose any. Empty: in one."),
        most=MOST_CHOICES,
    )
    min_age = WholeNumberField(
        label=gettext_lazy("Years a voter has lived"),
        help_text=gettext_lazy("On the first day of the vote. Empty: any age."),
        most=MOST_CHOICES,
    )
    min_level = forms.TypedChoiceField(
        label=gettext_lazy("How well people prove where they live"), choices=Level.choices, coerce=int
    )
    postcodes = PostcodesField(
        label=gettext_lazy("Postcodes whose residents may vote"),
        help_text=gettext_lazy("One a line. Empty: all."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("While people vote"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    k = WholeNumberField(
        label=gettext_lazy("Ballots mixed at a time"),
        help_text=gettext_lazy("Ten or more, so that no change of a count tells how somebody voted. Empty: ten."),
        most=MOST_POINTS,
    )

    def __init__(self, data: QueryDict | None = None, *, round: Round) -> None:
        super().__init__(data, initial=_initial(drafted(round)))
        self.round = round
        for kind in PhaseName:
            self.fields[f"{kind.value}_opens_at"] = MomentField(label=_("%(phase)s begins") % {"phase": kind.label})
            self.fields[f"{kind.value}_closes_at"] = MomentField(label=_("%(phase)s ends") % {"phase": kind.label})
        self.districts = list(District.objects.all())
        for district in self.districts:
            self.fields[f"{PURSE}{district.code}"] = AmountField(label=district.name)
        for name, field in self.fields.items():
            if isinstance(field, AmountField):
                field.currency = round.currency
                field.help_text = _("In %(currency)s. Empty: no limit.") % {"currency": round.currency}
            if name.startswith(PURSE):
                field.help_text = ""

    @property
    def dates(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"{kind.value}_opens_at"], self[f"{kind.value}_closes_at"]) for kind in PhaseName]

    @property
    def purses(self) -> list[forms.BoundField]:
        return [self[f"{PURSE}{district.code}"] for district in self.districts]

    def clean(self) -> dict[str, Any]:
        """A phase has both its dates or none; a purse holds something."""
        typed = self.cleaned_data
        for kind in PhaseKind:
            names = (f"{kind}_opens_at", f"{kind}_closes_at")
            given = [typed.get(name) is not None for name in names]
            if all(name in typed for name in names) and any(given) and not all(given):
                self.add_error(names[given.index(False)], _("Give both moments, or neither."))
        for district in self.districts:
            if typed.get(f"{PURSE}{district.code}") == 0:
                self.add_error(f"{PURSE}{district.code}", _("Leave it empty where the district has no purse."))
        return typed

    def draft(self) -> Draft:
        typed = self.cleaned_data
        columns = {name: typed[name] for name in Draft.__dataclass_fields__ if name in typed}
        defaults = {"min_choices": 0, "min_spend_minor": 0, "may_vote_in_count": 1, "min_age": 0, "k": 10}
        columns |= {name: value for name, value in defaults.items() if columns[name] is None}
        moments = {kind: (typed[f"{kind}_opens_at"], typed[f"{kind}_closes_at"]) for kind in PhaseKind}
        purses = {district.code: typed[f"{PURSE}{district.code}"] for district in self.districts}
        return Draft(
            **columns,
            seasons={kind: Season(*pair) for kind, pair in moments.items() if all(pair)},
            purses={place: amount for place, amount in purses.items() if amount is not None},
        )


def _initial(draft: Draft) -> dict[str, Any]:
    dates = {f"{kind}_{name}": at for kind, season in draft.seasons.items() for name, at in season._asdict().items()}
    purses = {f"{PURSE}{place}": amount for place, amount in draft.purses.items()}
    columns = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    empty = {name: None for name in ("min_choices", *MONEY, "min_age") if not columns[name]}
    return {**columns, **empty, **dates, **purses}
