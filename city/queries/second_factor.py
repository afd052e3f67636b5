"""Whether somebody has a second way, beside the code from the mail, to show that it is them."""

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from city.models import User
from city.rules.refusal import Reason

# Recovery codes stand in for one of these; they are none of their own.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors_of(user: User) -> set[str]:
    """What the person has set up: an authenticator app, passkeys, both or nothing."""
    return set(Authenticator.objects.filter(user=user, type__in=FACTORS).values_list("type", flat=True))


def has_second_factor(user: User) -> bool:
    return bool(factors_of(user))


def about_reset(user: User) -> list[Reason]:
    """What keeps the person's second factor from being reset."""
    if has_second_factor(user):
        return []
    return [Reason("no_factor", _("%(email)s has no second factor.") % {"email": user.email})]
