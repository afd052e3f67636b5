"""An award falls through: the outcome stays, and a public decision of two officers says what happens with its money."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from budgets.queries.reallocations import freed_minor, missing_to_reallocate
from city.actions.audit import record
from city.models import Case, User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.models import Award, Fallthrough
from voting.queries.decisions import next_in_line


def reallocate(
    *,
    actor: User | None,
    now: datetime,
    award: Award,
    is_carried_over: bool,
    approver: User | None = None,
    reason: str,
    case: Case | None = None,
) -> Fallthrough:
    """Let an award fall through; its free money goes to who is next by the rule, or is carried over.

    Raises Refused. It takes two people, or the server's own console (no actor).
    """
    require_two(actor, approver, Verb.REALLOCATE, award.outcome.round)
    with transaction.atomic():
        lock(f"award:{award.pk}")
        if reasons := missing_to_reallocate(award, now, is_carried_over=is_carried_over):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        freed = freed_minor(award)
        made = Fallthrough.objects.create(
            award=award, freed_minor=freed, is_carried_over=is_carried_over, reason=reason, case=case, decided_at=now
        )
        if not is_carried_over:
            _award_next(made)
        Award.objects.filter(pk=award.pk).update(fallen_minor=freed)
        after = {
            "award": award.pk,
            "freed": freed,
            "carried_over": is_carried_over,
            "next": [one.proposal.code for one in made.in_place.all()],
        }
        record(actor=actor, now=now, verb=Verb.REALLOCATE, subject=made, after=after, reason=reason, approver=approver)
    return made


def _award_next(made: Fallthrough) -> None:
    """Give the freed money to who is next in line, behind all other awards of the contest."""
    outcome = made.award.outcome
    last = outcome.awards.aggregate(last=Max("position"))["last"]
    Award.objects.bulk_create(
        Award(outcome=outcome, proposal=proposal, position=position, amount_minor=amount, in_place_of=made)
        for position, (proposal, amount) in enumerate(next_in_line(made.award, made.freed_minor), start=last + 1)
    )
