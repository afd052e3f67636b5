"""What the rules found, in the words of a good neighbour."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.queries.money import format_money
from city.rules.refusal import Kind, Reason, Refused
from voting.rules.ballots.fault import Fault
from voting.rules.contest import Contest

Say = Callable[[Fault, Contest], str]


def refused(faults: Sequence[Fault], contest: Contest) -> Refused:
    """The refusal of a ballot for these faults."""
    return Refused(*(reason(fault, contest) for fault in faults), kind=Kind.INVALID)


def reason(fault: Fault, contest: Contest) -> Reason:
    """One fault as a reason: which project, by how much, and what to do."""
    return Reason(
        fault.code,
        SENTENCES[fault.code](fault, contest),
        "choices",
        {"project": fault.project, **fault.numbers},
    )


def _title(fault: Fault, contest: Contest) -> str:
    project = contest.projects.get(fault.project)
    return project.title if project else fault.project


def _over_budget(fault: Fault, contest: Contest) -> str:
    over = format_money(fault.numbers["over_minor"], contest.currency)
    limit = format_money(fault.numbers["limit_minor"], contest.currency)
    return _("Over by %(over)s: the purse holds %(limit)s. Take an idea out to make room.") % {
        "over": over,
        "limit": limit,
    }


def _under_spend(fault: Fault, contest: Contest) -> str:
    missing = format_money(fault.numbers["missing_minor"], contest.currency)
    return _("This ballot must spend %(missing)s more. Add another idea.") % {"missing": missing}


def _too_many(fault: Fault, _contest: Contest) -> str:
    numbers = fault.numbers
    return ngettext(
        "You chose %(chosen)d ideas; at most %(limit)d may be chosen. Take %(over)d out.",
        "You chose %(chosen)d ideas; at most %(limit)d may be chosen. Take %(over)d out.",
        numbers["over"],
    ) % dict(numbers)


def _too_few(fault: Fault, _contest: Contest) -> str:
    return _("You chose %(chosen)d; at least %(limit)d are needed. Add %(missing)d more.") % dict(fault.numbers)


def _not_a_list(_fault: Fault, _contest: Contest) -> str:
    return _("The choices did not arrive as a list. Open the ballot page again and choose there.")


def _too_long(fault: Fault, _contest: Contest) -> str:
    return _("The ballot has %(lines)d lines; nobody needs more than %(limit)d.") % dict(fault.numbers)


def _bad_choice(fault: Fault, _contest: Contest) -> str:
    return _("Line %(line)d of the ballot names no idea.") % dict(fault.numbers)


def _unknown(fault: Fault, contest: Contest) -> str:
    return _("“%(idea)s” is not on this ballot. Take it out.") % {"idea": _title(fault, contest)}


def _foreign(fault: Fault, contest: Contest) -> str:
    return _("“%(idea)s” stands in another district and is not on this ballot. Take it out.") % {
        "idea": _title(fault, contest)
    }


def _withdrawn(fault: Fault, contest: Contest) -> str:
    return _("“%(idea)s” was withdrawn and can no longer be chosen. Take it out.") % {"idea": _title(fault, contest)}


def _duplicate(fault: Fault, contest: Contest) -> str:
    return _("“%(idea)s” stands on the ballot %(times)d times. Leave it there once.") % {
        "idea": _title(fault, contest),
        **fault.numbers,
    }


def _bad_points(fault: Fault, contest: Contest) -> str:
    return _("Give “%(idea)s” a whole number of points above zero, or none.") % {"idea": _title(fault, contest)}


def _over_points_each(fault: Fault, contest: Contest) -> str:
    return _("“%(idea)s” has %(given)d points; one idea may have %(limit)d. Take %(over)d away.") % {
        "idea": _title(fault, contest),
        **fault.numbers,
    }


def _over_points(fault: Fault, _contest: Contest) -> str:
    return _("You gave %(given)d points; there are %(limit)d to give. Take %(over)d away.") % dict(fault.numbers)


SENTENCES: dict[str, Say] = {
    "not_a_list": _not_a_list,
    "too_long": _too_long,
    "bad_choice": _bad_choice,
    "unknown_project": _unknown,
    "foreign_project": _foreign,
    "withdrawn_project": _withdrawn,
    "duplicate_project": _duplicate,
    "too_few": _too_few,
    "too_many": _too_many,
    "under_spend": _under_spend,
    "over_budget": _over_budget,
    "bad_points": _bad_points,
    "over_points_each": _over_points_each,
    "over_points": _over_points,
}
