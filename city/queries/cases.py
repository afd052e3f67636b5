"""Cases for the pages that list them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from city.models import Case
from city.models.cases import CaseStatus
from city.queries.permissions import Powers
from city.rules.roles import TWO_PERSON


def cases() -> QuerySet[Case]:
    """Every case, the latest first, with its round and its people."""
    return Case.objects.select_related("round", "person", "opened_by", "decided_by")


def waiting(now: datetime) -> QuerySet[Case]:
    """The cases that wait for a second person, the longest first."""
    return cases().filter(_waits(now)).order_by("opened_at", "pk")


def past(now: datetime) -> QuerySet[Case]:
    """The cases that wait no more."""
    return cases().exclude(_waits(now))


def waiting_for(powers: Powers, user: int, now: datetime) -> list[Case]:
    """The cases that this person, by key, may approve or decline."""
    found = waiting(now).filter(powers.reach(TWO_PERSON)).exclude(opened_by=user)
    return [case for case in found if powers.may(case.verb, case.round_id)]


def _waits(now: datetime) -> Q:
    return Q(status=CaseStatus.PENDING, expires_at__gt=now)
