"""May this person? Whether the state of things allows it is another question: city/rules/phases.py."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from city.models import RoleGrant, Round, User
from city.rules import roles
from city.rules.phases import Verb
from city.rules.refusal import Kind, refuse
from city.rules.roles import VERBS, Role


def roles_of(user: User | AnonymousUser | None, round: Round | None = None) -> frozenset[Role]:
    """The offices a person holds in the whole city and, where one is given, in the round."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    where = Q(round=None) | Q(round=round) if round else Q(round=None)
    grants = RoleGrant.objects.filter(where, user=user)
    return frozenset(Role(role) for role in grants.values_list("role", flat=True))


def may(user: User | AnonymousUser | None, verb: Verb, round: Round | None = None) -> bool:
    """Whether an office of this person carries the verb."""
    return roles.may(roles_of(user, round), verb)


def is_official(user: User | AnonymousUser | None) -> bool:
    """Whether the person holds any office, in whichever round."""
    return isinstance(user, User) and user.is_active and user.holds_office


@dataclass
class Powers:
    """What a person's offices carry: in the whole city, and round by round."""

    everywhere: set[Verb] = field(default_factory=set)
    by_round: dict[int, set[Verb]] = field(default_factory=dict)

    def may(self, verb: Verb, round: int | None = None) -> bool:
        """Whether an office carries the verb in the round with this key; without one, in the whole city."""
        return verb in self.everywhere or (round is not None and verb in self.by_round.get(round, ()))

    def may_somewhere(self, verbs: Iterable[Verb]) -> bool:
        """Whether an office carries one of the verbs, wherever."""
        return bool(self.everywhere.union(*self.by_round.values()).intersection(verbs))

    def reach(self, verbs: Iterable[Verb]) -> Q:
        """Rows with a `round`, or without one, where an office carries one of the verbs."""
        asked = set(verbs)
        if self.everywhere & asked:
            return Q()
        return Q(round__in=[round for round, carried in self.by_round.items() if carried & asked])


def powers_of(user: User | AnonymousUser | None) -> Powers:
    """All that the offices of a person carry, in one query: for pages with many rows."""
    found = Powers()
    if isinstance(user, User) and user.is_active:
        for grant in RoleGrant.objects.filter(user=user):
            here = found.everywhere if grant.round_id is None else found.by_round.setdefault(grant.round_id, set())
            here |= VERBS[Role(grant.role)]
    return found


def require_two(actor: User | None, approver: User | None, verb: Verb, round: Round | None = None) -> None:
    """Raises Refused unless two people whose offices carry the verb stand behind the act.

    No actor means the server itself: its own console, and the demonstration.
    """
    if actor is None:
        return
    if approver is None or approver.pk == actor.pk:
        message = _("This takes two people: one opens a case, and somebody else approves it.")
        raise refuse("takes_two", message, kind=Kind.FORBIDDEN)
    if not (may(actor, verb, round) and may(approver, verb, round)):
        raise refuse(
            "not_allowed", _("Only two people whose office includes this do it together."), kind=Kind.FORBIDDEN
        )
