"""Who holds which office, and what keeps one from being given or taken."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from city.models import RoleGrant, Round, User
from city.rules.phases import Verb
from city.rules.refusal import Reason
from city.rules.roles import VERBS, Role

A_PAIR = 2


def officials() -> QuerySet[User]:
    """Everybody who holds an office, wherever."""
    return User.objects.filter(is_active=True, pk__in=RoleGrant.objects.values("user")).order_by("email")


def grants() -> QuerySet[RoleGrant]:
    """Every office that is held: those of the whole city first, then round by round."""
    return RoleGrant.objects.select_related("user", "round").order_by(
        F("round").desc(nulls_first=True), "role", "user__email"
    )


def grant_of(user: User, role: Role, round: Round | None) -> RoleGrant | None:
    return RoleGrant.objects.filter(user=user, role=role.value, round=round).first()


def about_grant(user: User, role: Role, round: Round | None) -> list[Reason]:
    """What keeps the office from being given to the person."""
    if not user.is_active:
        return [Reason("left", _("%(email)s has no log-in any more.") % {"email": user.email}, "email")]
    if grant_of(user, role, round):
        return [Reason("held", _("%(email)s holds this office already.") % {"email": user.email}, "email")]
    return []


def about_revocation(user: User, role: Role, round: Round | None) -> list[Reason]:
    """What keeps the office from being taken: it is not held, or nobody could give offices any more."""
    if grant_of(user, role, round) is None:
        return [Reason("not_held", _("%(email)s does not hold this office.") % {"email": user.email})]
    if round is None and Verb.GRANT in VERBS[role] and len(_deciding_without(user)) < A_PAIR:
        message = _("Two people must be left who can decide together. Give this office to somebody else first.")
        return [Reason("last_pair", message)]
    return []


def _deciding_without(user: User) -> set[int]:
    """Who else can give and take offices in the whole city."""
    carrying = [role.value for role, verbs in VERBS.items() if Verb.GRANT in verbs]
    held = RoleGrant.objects.filter(role__in=carrying, round=None, user__is_active=True).exclude(user=user)
    return set(held.values_list("user", flat=True))
