"""Fifty approvals of one case at the same moment, each on a connection of its own: the act is done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from city.actions.cases import approve, open_case
from city.models import AuditEntry, Case, Round
from city.models.cases import CaseStatus
from city.rules.phases import Verb
from city.rules.refusal import Refused
from city.rules.roles import Role
from tests.factories import NOW, make_contest, make_official, make_user

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 50


def approve_all(case, officers):
    """How each of the officers' approvals ended, all at once: the kind of the refusal, or None."""
    start = Barrier(len(officers))

    def one(officer):
        start.wait()
        try:
            approve(actor=officer, now=NOW, case=case)
        except Refused as refused:
            return refused.reasons[0].code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(officers)) as pool:
        return list(pool.map(one, officers))


def officers(count):
    return [make_official(Role.ELECTION_OFFICER) for _ in range(count)]


def test_fifty_officers_freeze_a_round_once():
    round, _ = make_contest(frozen=False)
    first, *others = officers(AT_ONCE + 1)
    case = open_case(actor=first, now=NOW, verb=Verb.FREEZE, round=round, subject=round, reason="All is ready.")
    assert sorted(approve_all(case, others), key=str) == [None] + ["decided"] * (AT_ONCE - 1)
    assert Round.objects.get().frozen_at
    assert AuditEntry.objects.filter(verb="freeze").count() == 1
    assert Case.objects.get().status == CaseStatus.DONE


def test_one_officer_at_fifty_places_gives_an_office_once():
    first, second = officers(2)
    person = make_user()
    case = open_case(
        actor=first, now=NOW, verb=Verb.GRANT, subject=person, arguments={"role": "auditor"}, reason="A reader."
    )
    assert approve_all(case, [second] * AT_ONCE).count(None) == 1
    assert person.grants.count() == 1
    assert AuditEntry.objects.filter(verb="grant").count() == 1
