"""The kind of case that money has: an award falls through."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.actions.reallocating import reallocate
from budgets.queries.reallocations import missing_to_reallocate
from city.actions.kinds import Kind
from city.models import Case, User
from city.queries.money import format_money
from city.rules.phases import Verb
from city.rules.refusal import Reason
from voting.models import Award


def _award(case: Case) -> Award:
    found = Award.objects.select_related("outcome__round", "outcome__district", "proposal")
    return found.get(pk=case.arguments["award"])


def _told(case: Case) -> str:
    """What the case would do, as it was when it was asked for."""
    said = case.arguments
    assert case.round is not None
    words = {
        "title": said["title"],
        "freed": format_money(said["freed_minor"], case.round.currency),
        "next": ", ".join(said["next"]),
        "round": case.round.title,
    }
    if said["is_carried_over"]:
        message = _("“%(title)s” falls through in %(round)s; its %(freed)s are carried over to a later round.")
    else:
        message = _("“%(title)s” falls through in %(round)s; of its %(freed)s, who is next by the rule gets: %(next)s.")
    return message % words


def _missing(case: Case, now: datetime) -> list[Reason]:
    return missing_to_reallocate(_award(case), now, is_carried_over=case.arguments["is_carried_over"])


def _act(case: Case, approver: User, now: datetime) -> None:
    reallocate(
        actor=case.opened_by,
        approver=approver,
        now=now,
        award=_award(case),
        is_carried_over=case.arguments["is_carried_over"],
        reason=case.reason,
        case=case,
    )


KINDS = (Kind(Verb.REALLOCATE, gettext_lazy("Let an award fall through"), _told, _missing, _act),)
