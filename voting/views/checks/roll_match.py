"""The roll match: a few facts, then a code that goes to the address on the city's list."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Round, User
from city.models.people import Level
from city.rules.refusal import Kind, Refused
from voting.actions import matching
from voting.forms.roll import CodeForm, PersonForm
from voting.views.checks.proof import Check


def show(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """The facts; then, at ?code, the code. The answer to the facts is the same whoever they are about."""
    if "code" in request.GET:
        return _type_code(request, round, user)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            matching.ask(actor=user, now=timezone.now(), round=round, person=form.person())
        except Refused as refused:
            form.refuse(refused)
            return _page(request, round, form, "ask", refused.kind)
        return redirect(f"{reverse('voting:check_in', args=[round.slug, CHECK.code])}?code")
    return _page(request, round, form, "ask")


def _type_code(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entry = matching.confirm(actor=user, now=timezone.now(), round=round, code=form.cleaned_data["code"])
        except Refused as refused:
            form.refuse(refused)
            return _page(request, round, form, "code", refused.kind)
        messages.success(request, _("You are on the roll of %(district)s.") % {"district": entry.district.name})
        return redirect("voting:vote" if round.is_voting(timezone.now()) else "voting:register", round.slug)
    return _page(request, round, form, "code")


def _page(
    request: HttpRequest, round: Round, form: PersonForm | CodeForm, step: str, kind: Kind | None = None
) -> HttpResponse:
    status = kind or (Kind.INVALID if form.errors else HTTPStatus.OK)
    context = {"round": round, "form": form, "step": step, "check": CHECK}
    return render(request, "voting/roll/match.html", context, status=status)


CHECK = Check(
    code=matching.METHOD,
    level=Level.MATCHED,
    method=gettext_lazy("By the list"),
    title=gettext_lazy("Find me on the city’s list"),
    words=gettext_lazy(
        "Type your name, birth date and postcode. If the city’s list knows you, a code goes to the e-mail address that"
        " stands there. It takes two minutes."
    ),
    show=show,
)
