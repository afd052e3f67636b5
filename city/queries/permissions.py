"""May this person? Whether the state of things allows it is another question: city/rules/phases.py."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from city.models import RoleGrant, Round, User
from city.rules import roles
from city.rules.phases import Verb
from city.rules.roles import Role


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
    return isinstance(user, User) and user.is_active and user.grants.exists()
