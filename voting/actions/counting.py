"""Counting: from the ballots of a closed contest to its stored outcome."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import District, Round, User
from city.queries.locks import lock
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from proposals.models import Proposal
from voting.actions.log import enter
from voting.actions.studying import study
from voting.models import Award, Outcome
from voting.queries.outcomes import compute, obstacles, project_costs
from voting.queries.told import result_leaf
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.result import Result


def count_outcome(
    *, actor: User | None, now: datetime, round: Round, district: District, preset: str | None = None
) -> Outcome:
    """Count a closed contest and store what the rule said, with its awards; counting again changes nothing.

    Without a preset, or with the round's own, the outcome is the official one; others stand beside it for
    comparison. No actor means a command at the server's own console. Raises Refused.
    """
    if actor is not None and not may(actor, Verb.COUNT, round):
        raise refuse("not_allowed", _("Only an election officer counts a round."), kind=Kind.FORBIDDEN)
    rule = preset or round.rule
    if rule not in PRESETS:
        raise refuse("unknown_rule", _("There is no outcome rule called %(rule)s.") % {"rule": rule}, field="preset")
    if reasons := obstacles(round, district, now):
        raise Refused(*reasons, kind=Kind.CONFLICT)
    # Outside the transaction: on SQLite it would keep other rounds' voters waiting, and these ballots are final.
    result = compute(round, district, rule)
    with transaction.atomic():
        lock(f"count:{round.pk}")
        outcome = _store(round, district, result, now)
        after = {"rule": rule, "district": district.code, "winners": result.winners, "spent": result.spent}
        record(actor=actor, now=now, verb="count", subject=outcome, after=after)
        if outcome.is_official:
            if not round.is_imported:
                enter(round=round, leaf=result_leaf(outcome, "provisional"))
            study.enqueue(outcome.pk)
    return outcome


def _store(round: Round, district: District, result: Result, now: datetime) -> Outcome:
    outcome, _is_new = Outcome.objects.update_or_create(
        round=round,
        district=district,
        rule=result.rule,
        defaults={
            "parameters": dict(result.parameters),
            "is_official": result.rule == round.rule,
            "budget_minor": result.budget,
            "spent_minor": result.spent,
            "ballots": result.ballots,
            "steps": result.steps,
            "losers": result.losers,
            "ties": result.ties,
            "metrics": result.metrics,
            "course": result.course,
            "counted_at": now,
        },
    )
    _award(outcome, result)
    return outcome


def _award(outcome: Outcome, result: Result) -> None:
    """Store the awards; the same winners again leave those that are there, for money may hang on them."""
    costs = project_costs(outcome.round, outcome.district)
    amounts = [(code, costs[code]) for code in result.winners] + [*result.part_funded.items()]
    if list(outcome.awards.values_list("proposal__code", "amount_minor")) == amounts:
        return
    outcome.awards.all().delete()
    listed = Proposal.objects.filter(round=outcome.round, district=outcome.district).exclude(code="")
    by_code = {proposal.code: proposal for proposal in listed}
    Award.objects.bulk_create(
        Award(outcome=outcome, proposal=by_code[code], position=position, amount_minor=amount)
        for position, (code, amount) in enumerate(amounts, start=1)
    )
