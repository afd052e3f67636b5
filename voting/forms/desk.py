"""What an election officer fills in."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.lawful import LawfulForm
from city.models import Round
from proposals.forms.fields import AmountField
from proposals.models import Category
from voting.forms.fields import WholeNumberField
from voting.queries.results import RECOMMENDED, rule_words
from voting.rules.constraints import percent, usable
from voting.rules.outcomes import PRESETS
from voting.rules.pairs import NotAPair, pairs

SETTINGS = ("threshold", "part_funding")
CAP = "cap_"


class CountForm(forms.Form):
    """By which rule to count: the round's own, which is official, or another one to compare it with."""

    preset = forms.ChoiceField(
        label=gettext_lazy("Count by"),
        required=False,
        choices=[
            ("", gettext_lazy("The rule of this round: this is the result")),
            *((code, rule_words(code).name) for code in PRESETS),
        ],
    )


class CapField(AmountField):
    """The most a category may cost together: an amount, or a percentage of each purse ("30%"), kept as it is."""

    def clean(self, value: Any) -> Any:
        typed = (value or "").replace(" ", "")
        if not typed.endswith("%"):
            return super().clean(value)
        if percent(typed) is None:
            raise forms.ValidationError(_("A percentage is a whole number from 0% to 100%, such as 30%."))
        return typed


class PairsField(forms.CharField):
    """Pairs of proposals of `round`, a pair a line, by their numbers."""

    round: Round

    def __init__(self, *, label: Any, help_text: Any) -> None:
        box = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=box)

    def clean(self, value: Any) -> Any:
        try:
            read = pairs(super().clean(value))
        except NotAPair as fault:
            message = _(
                "Line %(line)d, “%(text)s”, is no pair. Write the numbers of two different ideas, as in 12 + 31."
            )
            raise forms.ValidationError(message % {"line": fault.line, "text": fault.text}) from fault
        districts = dict(self.round.proposals.values_list("pk", "district"))
        wrong = [self._fault(line, pair, districts) for line, pair in read.items()]
        if found := [message for message in wrong if message]:
            raise forms.ValidationError(found)
        return [list(pair) for pair in read.values()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{one} + {other}" for one, other in value) if isinstance(value, list) else value

    def _fault(self, line: int, pair: tuple[int, int], districts: dict[int, int]) -> str:
        for number in pair:
            if number not in districts:
                words = {"line": line, "number": number}
                return _("Line %(line)d: there is no idea number %(number)d in this round.") % words
        if len({districts[number] for number in pair}) == 1:
            return ""
        return _("Line %(line)d: these two stand in different districts and never meet on a ballot.") % {"line": line}


class RuleForm(LawfulForm):
    """How a round's winners are found. `capped` lists the fields of its categories."""

    rule = forms.ChoiceField(
        label=gettext_lazy("The rule"),
        choices=[(code, rule_words(code)) for code in sorted(PRESETS, key=lambda code: code != RECOMMENDED)],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a rule.")},
    )
    threshold = WholeNumberField(
        label=gettext_lazy("Votes to be in the running"),
        help_text=gettext_lazy("Only for rules that go by most votes: who has fewer is not looked at."),
    )
    part_funding = WholeNumberField(
        label=gettext_lazy("Pay a part, from this percentage"),
        help_text=gettext_lazy(
            "For rules that go by most votes, in the end at least, and for Phragmén’s: the first idea that does not fit"
            " gets what is left, if that is at least this part of its cost. Leave it empty for never."
        ),
        most=100,
    )
    min_votes = WholeNumberField(
        label=gettext_lazy("Votes an idea needs"),
        help_text=gettext_lazy("Whatever the rule: an idea with fewer is not funded."),
    )
    min_turnout = WholeNumberField(
        label=gettext_lazy("Ballots a district needs"),
        help_text=gettext_lazy("Where fewer are cast, nothing is funded."),
    )
    incompatible = PairsField(
        label=gettext_lazy("Ideas that exclude each other"),
        help_text=gettext_lazy("A pair a line, by their numbers, as in 12 + 31. At most one of the two is funded."),
    )

    def __init__(self, data: QueryDict | None = None, *, round: Round) -> None:
        super().__init__(data, initial=_initial(round))
        self.round = round
        pairs_field: Any = self.fields["incompatible"]
        pairs_field.round = round
        for category in _categories(round):
            cap = CapField(label=category.name)
            cap.currency = round.currency
            self.fields[f"{CAP}{category.code}"] = cap

    @property
    def capped(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(CAP)]

    def clean(self) -> dict[str, Any]:
        """A parameter is typed only where the rule has it, and where the rule makes no sense without it."""
        typed = self.cleaned_data
        preset = PRESETS.get(typed.get("rule", ""))
        for name in SETTINGS:
            if preset and typed.get(name) and name not in preset.rule.choices:
                self.add_error(name, _("The rule you chose does not have this. Leave it empty."))
        if typed.get("rule") == "greedy-threshold" and "threshold" in typed and not typed["threshold"]:
            self.add_error("threshold", _("Say how many votes it takes: this rule goes by it."))
        return typed

    def arguments(self) -> dict[str, Any]:
        typed = self.cleaned_data
        kept = self.round.rule_parameters if typed["rule"] == self.round.rule else {}
        other = {name: value for name, value in kept.items() if name not in SETTINGS}
        constraints = {name: typed[name] for name in ("min_votes", "min_turnout", "incompatible") if typed[name]}
        caps = {name.removeprefix(CAP): typed[name] for name in self.fields if name.startswith(CAP)}
        if asked := {code: cap for code, cap in caps.items() if cap is not None}:
            constraints["caps"] = asked
        return {
            "rule": typed["rule"],
            "parameters": other | {name: str(typed[name]) for name in SETTINGS if typed[name]},
            "constraints": constraints,
        }


def _initial(round: Round) -> dict[str, Any]:
    asked = usable(round.constraints)
    caps = {f"{CAP}{code}": cap for code, cap in asked.get("caps", {}).items()}
    return {"rule": round.rule, **round.rule_parameters, **asked, **caps}


def _categories(round: Round) -> QuerySet[Category]:
    """Those that proposals of the round are about, and those that are capped already."""
    is_used = Q(pk__in=round.proposals.values("category"))
    return Category.objects.filter(is_used | Q(code__in=usable(round.constraints).get("caps", {})))
