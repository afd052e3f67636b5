"""What a case may be about. Each room lists its own kinds; the settings say where (CASE_KINDS)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from city.models import Case, User
from city.rules.phases import Verb
from city.rules.refusal import Reason


@dataclass(frozen=True)
class Kind:
    """An act that takes two people.

    `told` says in one sentence what the case would do, from the case alone; `missing` is everything that stands in
    the way at a moment; `act` does it for the person who opened the case, its approver and a moment.
    """

    verb: Verb
    name: str | Promise
    told: Callable[[Case], str]
    missing: Callable[[Case, datetime], list[Reason]]
    act: Callable[[Case, User, datetime], object]


@cache
def kinds() -> dict[Verb, Kind]:
    """Every kind of case, by its verb."""
    listed: list[Kind] = [kind for path in settings.CASE_KINDS for kind in import_string(path)]
    return {kind.verb: kind for kind in listed}


def kind_of(case: Case) -> Kind:
    return kinds()[case.verb]
