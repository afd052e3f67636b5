"""What an election officer types to ask for an act on a vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.forms.cases import AskForm
from city.models import Round
from city.rules.phases import PhaseKind, Verb
from proposals.forms.fields import AmountField
from proposals.models import Proposal, StatusName
from voting.forms.fields import MomentInput
from voting.forms.paper import SheetFields, hash_of_file, open_boxes
from voting.models import Cast, Station
from voting.queries.changes import find_cast, project_of


class RoundForm(AskForm):
    """An act on a whole round, which takes nothing but the reason."""

    def __init__(self, *args: Any, round: Round, **options: Any) -> None:
        super().__init__(*args, about={"round": round, "subject": round}, **options)
        self.round = round


class ExtendForm(RoundForm):
    field_order = ["closes_at", "reason"]
    closes_at = forms.DateTimeField(
        label=gettext_lazy("The vote closes on"),
        help_text=gettext_lazy("In the city’s time. What follows the vote moves by the same time."),
        widget=MomentInput,
        error_messages={
            "required": gettext_lazy("Give the day and the time."),
            "invalid": gettext_lazy("Give day and time, such as 2026-03-31 20:00."),
        },
    )

    def __init__(self, *args: Any, round: Round, **options: Any) -> None:
        voting = round.stretch(PhaseKind.VOTING)
        initial = {"closes_at": voting.closes_at if voting else None}
        super().__init__(*args, round=round, initial=initial, **options)

    def asked(self) -> dict[str, Any]:
        return {**super().asked(), "arguments": {"closes_at": self.cleaned_data["closes_at"].isoformat()}}


class ProposalForm(RoundForm):
    """An act on a proposal that is on a ballot."""

    field_order = ["proposal", "reason"]
    proposal = forms.ModelChoiceField(
        label=gettext_lazy("Proposal"),
        queryset=Proposal.objects.none(),
        error_messages={"required": gettext_lazy("Choose the proposal.")},
    )

    def __init__(self, *args: Any, round: Round, **options: Any) -> None:
        super().__init__(*args, round=round, **options)
        listed = Proposal.objects.filter(round=round, status=StatusName.LISTED, withdrawal=None)
        field: Any = self.fields["proposal"]
        field.label_from_instance = lambda one: f"{one.district.name}, {one.code}: {one.title}"
        field.queryset = listed.select_related("round", "district").order_by(
            "district__position", "district__name", "code"
        )


class WithdrawForm(ProposalForm):
    def asked(self) -> dict[str, Any]:
        proposal = self.cleaned_data["proposal"]
        arguments = {"proposal": proposal.pk, "code": proposal.code, "title": project_of(proposal).title}
        return {**super().asked(), "subject": proposal, "arguments": arguments}


class AmendForm(ProposalForm):
    field_order = ["proposal", "title", "cost_minor", "reason"]
    title = forms.CharField(
        label=gettext_lazy("Its title from now on"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Leave it empty where the title stays."),
    )
    cost_minor = AmountField(label=gettext_lazy("Its cost from now on"))

    def __init__(self, *args: Any, round: Round, **options: Any) -> None:
        super().__init__(*args, round=round, **options)
        cost: Any = self.fields["cost_minor"]
        cost.currency = round.currency
        cost.help_text = _("In %(currency)s. Leave it empty where the cost stays.") % {"currency": round.currency}

    def asked(self) -> dict[str, Any]:
        typed = self.cleaned_data
        proposal = typed["proposal"]
        listed = project_of(proposal)
        arguments = {
            "proposal": proposal.pk,
            "code": proposal.code,
            "title": typed["title"] or listed.title,
            "old_title": listed.title,
            "cost_minor": listed.cost_minor if typed["cost_minor"] is None else typed["cost_minor"],
            "old_cost_minor": listed.cost_minor,
        }
        return {**super().asked(), "subject": proposal, "arguments": arguments}


class VoidForm(RoundForm):
    field_order = ["code", "reason"]
    code = forms.CharField(
        label=gettext_lazy("Code of the ballot"),
        help_text=gettext_lazy("From the receipt: four groups of four, as in CRP1-9J6D-G5TY-C10P, or the whole hash."),
        error_messages={"required": gettext_lazy("Type the code from the receipt.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> Cast:
        cast = find_cast(self.round, self.cleaned_data["code"])
        if cast is None:
            raise forms.ValidationError(_("No ballot of this round has this code. Check it letter by letter."))
        return cast

    def asked(self) -> dict[str, Any]:
        cast = self.cleaned_data["code"]
        return {**super().asked(), "subject": cast, "arguments": {"h": cast.h}}


class CloseStationForm(SheetFields, RoundForm):
    field_order = ["box", "papers", "file", "sheet", "difference", "reason"]
    box = forms.ChoiceField(
        label=gettext_lazy("Station and district"),
        error_messages={"required": gettext_lazy("Choose whose papers are counted.")},
    )

    def __init__(self, *args: Any, round: Round, **options: Any) -> None:
        super().__init__(*args, round=round, **options)
        field: Any = self.fields["box"]
        field.choices = [("", _("Choose a box")), *open_boxes(round)]

    def clean(self) -> None:
        typed = self.cleaned_data
        if file := typed.get("file"):
            typed["sheet"] = hash_of_file(file)
        if not typed.get("sheet") and "sheet" not in self.errors:
            self.add_error("file", _("Choose the file of the count sheet, or type its SHA-256."))

    def asked(self) -> dict[str, Any]:
        typed = self.cleaned_data
        station, _colon, district = typed["box"].partition(":")
        arguments = {
            "district": district,
            "papers": typed["papers"],
            "sheet": typed["sheet"].lower(),
            "difference": typed["difference"],
        }
        subject = Station.objects.get(round=self.round, code=station)
        return {**super().asked(), "subject": subject, "arguments": {"station": subject.pk, **arguments}}


FORMS: dict[Verb, type[RoundForm]] = {
    Verb.FREEZE: RoundForm,
    Verb.EXTEND: ExtendForm,
    Verb.CLOSE_EARLY: RoundForm,
    Verb.AMEND: AmendForm,
    Verb.WITHDRAW_LISTED: WithdrawForm,
    Verb.VOID: VoidForm,
    Verb.CLOSE_STATION: CloseStationForm,
    Verb.CERTIFY: RoundForm,
    Verb.CANCEL: RoundForm,
    Verb.DESTROY_KEY: RoundForm,
}
