"""Choosing how a round's winners are found: its outcome rule, and what the city asks besides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Reason, Refused, refuse
from voting.queries.readiness import about_constraints, about_rule


def set_rule(
    *,
    actor: User,
    now: datetime,
    round: Round,
    rule: str,
    parameters: Mapping[str, str],
    constraints: Mapping[str, Any],
) -> Round:
    """Give the round a preset, its changed parameters and its constraints (voting/rules/constraints.py).

    Raises Refused once the round is frozen, outside the season for it, and with everything that cannot be used.
    """
    if not may(actor, Verb.SET_RULE, round):
        raise refuse("not_allowed", _("Only an election officer sets the rule of a round."), kind=Kind.FORBIDDEN)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        row = Round.objects.get(pk=round.pk)
        if row.frozen_at:
            message = _("The round is frozen. Its rule cannot change any more.")
            raise refuse("frozen", message, kind=Kind.CONFLICT)
        if not row.permits(Verb.SET_RULE, now):
            message = _("The rule is set while ideas are collected or checked. That is not now.")
            raise refuse("not_now", message, kind=Kind.CONFLICT)
        before = _state(row)
        row.rule, row.rule_parameters, row.constraints = rule, dict(parameters), dict(constraints)
        if reasons := about_rule(row) + (about_constraints(row) or _about_pairs(row)):
            raise Refused(*reasons)
        row.save(update_fields=["rule", "rule_parameters", "constraints"])
        record(actor=actor, now=now, verb="set_rule", subject=row, before=before, after=_state(row))
    return row


def _state(round: Round) -> dict[str, object]:
    return {"rule": round.rule, "parameters": round.rule_parameters, "constraints": round.constraints}


def _about_pairs(round: Round) -> list[Reason]:
    named = {key for pair in round.constraints.get("incompatible", []) for key in pair}
    unknown = named - {*round.proposals.filter(pk__in=named).values_list("pk", flat=True)}
    message = _("There is no proposal %(number)d in this round.")
    return [Reason("unknown_proposal", message % {"number": key}, "incompatible") for key in sorted(unknown)]
