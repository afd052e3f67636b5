"""The queue of the desk: what waits for a moderator, then what waits for the city's answer."""

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from city.models import RoleGrant, Round, User
from city.rules.phases import Verb
from city.rules.roles import VERBS, Role
from proposals.models import Proposal, StatusName
from proposals.models.proposals import ProposalQuerySet

# Each turn at the desk: the verb somebody has to do, and the proposals that wait for it.
TURNS = {
    Verb.PUBLISH: Q(status=StatusName.SUBMITTED),
    Verb.VALUE: Q(status=StatusName.PUBLISHED, valuation=None),
}
NOTHING = Q(pk__in=[])
OFFICE_VERBS = {Verb.PUBLISH, Verb.RETURN, Verb.HIDE, Verb.VALUE}
READERS = OFFICE_VERBS | {Verb.READ_DESK}


def rounds_of(user: User) -> QuerySet[Round]:
    """The rounds in which an office of this person deals with proposals, or reads the desk; the newest first."""
    dealing = [role.value for role, verbs in VERBS.items() if verbs & READERS]
    grants = RoleGrant.objects.filter(user=user, role__in=dealing)
    found = Round.objects.filter(is_imported=False).order_by("-pk")
    if grants.filter(round=None).exists():
        return found
    return found.filter(pk__in=grants.values("round"))


def verbs_of(user: User) -> set[Verb]:
    """What any office of this person carries, in whichever round."""
    held = RoleGrant.objects.filter(user=user).values_list("role", flat=True).distinct()
    return {verb for role in held for verb in VERBS[Role(role)]}


def queue(rounds: QuerySet[Round]) -> ProposalQuerySet:
    """All proposals of the rounds, the first to deal with first."""
    turns = [When(waits, then=Value(place)) for place, waits in enumerate(TURNS.values())]
    rank = Case(*turns, default=Value(len(turns)), output_field=IntegerField())
    return Proposal.objects.filter(round__in=rounds).order_by(rank, "submitted_at", "pk")


def waiting(rounds: QuerySet[Round], verbs: Collection[Verb] = tuple(TURNS)) -> ProposalQuerySet:
    """The part of the queue that waits for one of the verbs."""
    turns = (turn for verb, turn in TURNS.items() if verb in verbs)
    return queue(rounds).filter(reduce(or_, turns, NOTHING))


def turn_of(proposal: Proposal) -> Verb | None:
    """What the proposal waits for at the desk."""
    if proposal.status == StatusName.SUBMITTED:
        return Verb.PUBLISH
    is_answered = proposal.status != StatusName.PUBLISHED or hasattr(proposal, "valuation")
    return None if is_answered else Verb.VALUE


def next_after(proposal: Proposal, rounds: QuerySet[Round], verbs: Collection[Verb]) -> Proposal | None:
    """The next that waits for one of the verbs behind this one, else the first that does; None where none does."""
    others = waiting(rounds, verbs).exclude(pk=proposal.pk).select_related("round")
    place = Q(submitted_at__gt=proposal.submitted_at) | Q(submitted_at=proposal.submitted_at, pk__gt=proposal.pk)
    match turn_of(proposal):
        case Verb.PUBLISH:
            behind = TURNS[Verb.PUBLISH] & place | TURNS[Verb.VALUE]
        case Verb.VALUE:
            behind = TURNS[Verb.VALUE] & place
        case _:
            return others.first()
    return others.filter(behind).first() or others.first()
