"""The kinds of case the city itself has: an office is given or taken back, a lost second factor is reset."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.actions.kinds import Kind
from city.actions.offices import grant, revoke
from city.actions.second_factor import reset_factor
from city.models import Case, Round, User
from city.models.people import RoleName
from city.queries.offices import about_grant, about_revocation
from city.queries.second_factor import about_reset
from city.rules.phases import Verb
from city.rules.refusal import Reason
from city.rules.roles import Role


def _person(case: Case) -> User:
    assert case.person is not None
    return case.person


def _role(case: Case) -> Role:
    return Role(case.arguments["role"])


def _words(case: Case) -> dict[str, object]:
    where = case.round.title if case.round else _("the whole city")
    return {"who": _person(case).email, "office": RoleName(_role(case)).label, "where": where}


def _told_grant(case: Case) -> str:
    return _("%(who)s gets the office of %(office)s in %(where)s.") % _words(case)


def _told_revocation(case: Case) -> str:
    return _("%(who)s loses the office of %(office)s in %(where)s.") % _words(case)


def _missing(look: Callable[[User, Role, Round | None], list[Reason]]) -> Callable[[Case, datetime], list[Reason]]:
    """What stands in the way of the office that the case is about."""
    return lambda case, _now: look(_person(case), _role(case), case.round)


def _by(act: Callable[..., object]) -> Callable[[Case, User, datetime], object]:
    """The act on the office that the case is about, in the names of both."""

    def do(case: Case, approver: User, now: datetime) -> object:
        about = {"user": _person(case), "role": _role(case), "round": case.round, "reason": case.reason}
        return act(actor=case.opened_by, approver=approver, now=now, **about)

    return do


def _told_reset(case: Case) -> str:
    return _("The second factor of %(who)s is taken away, so that they can set up another one.") % {
        "who": _person(case).email
    }


def _missing_reset(case: Case, _now: datetime) -> list[Reason]:
    return about_reset(_person(case))


def _reset(case: Case, approver: User, now: datetime) -> None:
    reset_factor(actor=case.opened_by, approver=approver, now=now, user=_person(case), reason=case.reason)


KINDS = (
    Kind(Verb.GRANT, gettext_lazy("Give an office"), _told_grant, _missing(about_grant), _by(grant)),
    Kind(Verb.REVOKE, gettext_lazy("Take an office back"), _told_revocation, _missing(about_revocation), _by(revoke)),
    Kind(Verb.RESET_FACTOR, gettext_lazy("Reset a second factor"), _told_reset, _missing_reset, _reset),
)
