"""The kinds of case a vote has. Their arguments are what JSON can hold; here they become what the acts take."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from city.actions.kinds import Kind
from city.models import Case, Round, User
from city.queries.money import format_money
from city.rules.phases import Verb
from city.rules.refusal import Reason
from proposals.models import Proposal
from voting.actions.amending import amend
from voting.actions.certifying import certify
from voting.actions.freezing import freeze
from voting.actions.keys import destroy_key
from voting.actions.rescheduling import close_early, extend
from voting.actions.voiding import void
from voting.models import Cast
from voting.queries.changes import (
    find_cast,
    missing_to_amend,
    missing_to_close,
    missing_to_destroy,
    missing_to_extend,
    missing_to_void,
)
from voting.queries.readiness import missing
from voting.queries.results import missing_to_certify
from voting.rules.slots import short_code

Act = Callable[..., object]


def _round(case: Case) -> Round:
    assert case.round is not None
    return case.round


def _act(act: Act, given: Callable[[Case], dict[str, Any]], case: Case, approver: User, now: datetime) -> object:
    """Do the act with what the case gives it."""
    return act(actor=case.opened_by, approver=approver, now=now, reason=case.reason, **given(case))


def _says(sentence: Any, case: Case) -> str:
    return str(sentence % {"round": _round(case).title})


def _act_in_log(act: Act, given: Callable[[Case], dict[str, Any]], case: Case, approver: User, now: datetime) -> object:
    """The same for an act that tells the round's log in which case it was decided."""
    return _act(partial(act, case=case.pk), given, case, approver, now)


def _whole(case: Case) -> dict[str, Any]:
    """What an act on the whole round takes."""
    return {"round": _round(case)}


def _of_round(
    verb: Verb,
    name: Any,
    sentence: Any,
    lacks: Callable[[Round, datetime], list[Reason]],
    done: Callable[[Case, User, datetime], object],
) -> Kind:
    """A kind that takes nothing but its round."""
    return Kind(
        verb,
        name,
        partial(_says, sentence),
        lambda case, now: lacks(_round(case), now),
        done,
    )


def _closes_at(case: Case) -> datetime:
    return datetime.fromisoformat(case.arguments["closes_at"])


def _told_extension(case: Case) -> str:
    closes = date_format(localtime(_closes_at(case)), pgettext("date format", "l j F, H:i"))
    message = _("The vote of %(round)s closes later: %(moment)s. What follows it moves by the same time.")
    return message % {"round": _round(case).title, "moment": closes}


def _missing_extension(case: Case, now: datetime) -> list[Reason]:
    return missing_to_extend(_round(case), _closes_at(case), now)


def _proposal(case: Case) -> Proposal:
    return Proposal.objects.select_related("round", "district").get(pk=case.arguments["proposal"])


def _amended(case: Case) -> dict[str, Any]:
    return {name: case.arguments[name] for name in ("title", "cost_minor")}


def _told_amendment(case: Case) -> str:
    said, currency = case.arguments, _round(case).currency
    if said["title"] == said["old_title"]:
        message = _("“%(title)s” (%(code)s) costs %(cost)s on the ballot instead of %(old_cost)s.")
    elif said["cost_minor"] == said["old_cost_minor"]:
        message = _("“%(old_title)s” (%(code)s) is called “%(title)s” on the ballot.")
    else:
        message = _(
            "“%(old_title)s” (%(code)s) is called “%(title)s” on the ballot and costs %(cost)s instead of %(old_cost)s."
        )
    costs = {name: format_money(said[f"{name}_minor"], currency) for name in ("cost", "old_cost")}
    return message % {**said, **costs}


def _cast(case: Case) -> Cast:
    found = find_cast(_round(case), case.arguments["h"])
    assert found is not None
    return found


def _told_void(case: Case) -> str:
    message = _("The ballot with the code %(code)s counts no more in %(round)s.")
    return message % {"code": short_code(case.arguments["h"]), "round": _round(case).title}


KINDS = (
    _of_round(
        Verb.FREEZE,
        gettext_lazy("Freeze the round"),
        gettext_lazy("The ballots of %(round)s are fixed: nothing that could change who wins can change any more."),
        missing,
        partial(_act, freeze, _whole),
    ),
    Kind(
        Verb.EXTEND,
        gettext_lazy("Extend the vote"),
        _told_extension,
        _missing_extension,
        partial(_act_in_log, extend, lambda case: {"round": _round(case), "closes_at": _closes_at(case)}),
    ),
    _of_round(
        Verb.CLOSE_EARLY,
        gettext_lazy("Close the vote early"),
        gettext_lazy("The vote of %(round)s closes at once. What follows it moves by the same time."),
        missing_to_close,
        partial(_act_in_log, close_early, _whole),
    ),
    Kind(
        Verb.AMEND,
        gettext_lazy("Amend the ballot"),
        _told_amendment,
        lambda case, now: missing_to_amend(_proposal(case), **_amended(case), now=now),
        partial(_act_in_log, amend, lambda case: {"proposal": _proposal(case), **_amended(case)}),
    ),
    Kind(
        Verb.VOID,
        gettext_lazy("Void a ballot"),
        _told_void,
        lambda case, now: missing_to_void(_round(case), case.arguments["h"], now),
        partial(_act_in_log, void, lambda case: {"cast": _cast(case)}),
    ),
    _of_round(
        Verb.CERTIFY,
        gettext_lazy("Certify the result"),
        gettext_lazy("The result of %(round)s becomes final."),
        missing_to_certify,
        partial(_act, certify, _whole),
    ),
    _of_round(
        Verb.DESTROY_KEY,
        gettext_lazy("Destroy the key"),
        gettext_lazy(
            "The key of %(round)s is destroyed for good: nobody can connect the roll with its ballots any more."
        ),
        missing_to_destroy,
        partial(_act_in_log, destroy_key, _whole),
    ),
)
