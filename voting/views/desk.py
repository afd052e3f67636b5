"""A round on the desk of its election officers: what is missing, what to count, and what to ask for."""

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from city.actions.kinds import kinds
from city.models import Round, User
from city.queries.cases import waiting
from city.queries.permissions import roles_of
from city.queries.rounds import envelopes_of
from city.rules import roles
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from city.views.proof import reauthenticated
from voting.actions import counting
from voting.forms.desk import CountForm
from voting.queries.changes import missing_to_destroy
from voting.queries.complaints import tallied
from voting.queries.endings import missing_to_cancel
from voting.queries.readiness import candidates, missing
from voting.queries.results import missing_to_certify, outcomes, rule_words
from voting.queries.tallies import standing
from voting.views.access import DESK_VERBS, for_officers, in_round
from voting.views.mending import mendings

CHANGES = (Verb.EXTEND, Verb.CLOSE_EARLY, Verb.AMEND, Verb.WITHDRAW_LISTED, Verb.VOID)


@require_safe
@in_round
@for_officers
def show(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """Where the round stands, and the one next thing to do with it."""
    return _page(request, round, user, timezone.now())


@require_POST
@in_round
@for_officers
@reauthenticated
def count(request: HttpRequest, round: Round, user: User) -> HttpResponse:
    """Count every district, by the rule of the round or by another one for comparison."""
    now = timezone.now()
    form = CountForm(request.POST)
    if not form.is_valid():
        return _page(request, round, user, now, form=form)
    try:
        with transaction.atomic():
            for envelope in envelopes_of(round):
                preset = form.cleaned_data["preset"] or None
                counting.count_outcome(actor=user, now=now, round=round, district=envelope.district, preset=preset)
    except Refused as refused:
        return _page(request, round, user, now, refused)
    messages.success(request, _("Every district is counted."))
    return redirect("voting:desk_round", round.slug)


def _page(
    request: HttpRequest,
    round: Round,
    user: User,
    now: datetime,
    refused: Refused | None = None,
    form: CountForm | None = None,
) -> HttpResponse:
    counted = list(outcomes(round))
    held = roles_of(user, round)
    filled = candidates(round)
    context = {
        "round": round,
        "rule": rule_words(round.rule),
        "voting": round.stretch(PhaseKind.VOTING),
        "is_closed": round.is_closed(now),
        "missing": [] if round.frozen_at else mendings(round, missing(round, now), may_review=_may_review(held)),
        "envelopes": [(envelope, len(filled.get(envelope.district_id, []))) for envelope in envelopes_of(round)],
        "standing": standing(round, now),
        "outcomes": [(outcome, rule_words(outcome.rule)) for outcome in counted],
        "is_counted": any(outcome.is_official for outcome in counted),
        "missing_to_certify": missing_to_certify(round, now),
        "form": form or CountForm(),
        "reasons": refused.reasons if refused else (),
        "may": {verb.value: roles.may(held, verb) for verb in DESK_VERBS},
        "changes": [kinds()[verb] for verb in _changes(round, now) if roles.may(held, verb)],
        "complaints": tallied(round, now),
        "may_cancel": not missing_to_cancel(round, now),
        "asked": {case.kind: case for case in waiting(now).filter(round=round)},
    }
    status = refused.kind if refused else Kind.INVALID if form else HTTPStatus.OK
    return render(request, "voting/desk_round.html", context, status=status)


def _may_review(held: frozenset[Role]) -> bool:
    return any(roles.may(held, verb) for verb in (Verb.PUBLISH, Verb.VALUE))


def _changes(round: Round, now: datetime) -> list[Verb]:
    """What may be asked for in a frozen round besides its result, where the state allows it."""
    is_own = round.frozen_at is not None and not round.is_imported
    found = [verb for verb in CHANGES if is_own and not round.certified_at and round.permits(verb, now)]
    return [*found, Verb.DESTROY_KEY] if is_own and not missing_to_destroy(round, now) else found
