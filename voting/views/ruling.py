"""The rule of a round and its constraints: to be set in season until the round is frozen, else only to be read."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from city.models import Round, User
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from proposals.models import Proposal, StatusName
from voting.actions.ruling import set_rule
from voting.forms.desk import RuleForm
from voting.queries.conditions import conditions
from voting.queries.results import RECOMMENDED, rule_words
from voting.queries.rule_sentences import rule_sentences
from voting.views.access import for_officers, in_round


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_officers
def rule(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """Choose the rule and the constraints; what is wrong comes back with all that was typed."""
    if request.method != "POST":
        return _page(request, round, user, RuleForm(round=round))
    if not may(user, Verb.SET_RULE, round):
        raise PermissionDenied
    form = RuleForm(request.POST, round=round)
    if not form.is_valid():
        return _page(request, round, user, form)
    try:
        set_rule(actor=user, now=timezone.now(), round=round, **form.arguments())
    except Refused as refused:
        form.refuse(refused)
        return _page(request, round, user, form, refused)
    messages.success(request, _("The rule is set. It can be changed until the round is frozen."))
    return redirect("voting:desk_round", round.slug)


def _page(
    request: HttpRequest, round: Round, user: User, form: RuleForm, refused: Refused | None = None
) -> HttpResponse:
    is_open = not round.frozen_at and round.permits(Verb.SET_RULE, timezone.now())
    context = {
        "round": round,
        "is_open": is_open,
        "form": form,
        "may_set": is_open and may(user, Verb.SET_RULE, round),
        "reasons": refused.reasons if refused else (),
        "recommended": RECOMMENDED,
        "words": rule_words(round.rule),
        "sentences": rule_sentences(round.rule),
        "conditions": conditions(round),
        "numbered": Proposal.objects.filter(round=round, status=StatusName.PUBLISHED).order_by("pk"),
    }
    status = refused.kind if refused else Kind.INVALID if form.errors else HTTPStatus.OK
    return render(request, "voting/desk_rule.html", context, status=status)
