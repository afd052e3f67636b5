import pytest

from city.rules.phases import Verb
from proposals.rules.statuses import PUBLIC, STATUSES, Status, after


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_an_owner(status):
    assert STATUSES[status].owner


def test_the_public_sees_what_is_published_or_on_the_ballot():
    assert frozenset({Status.PUBLISHED, Status.LISTED}) == PUBLIC


@pytest.mark.parametrize(
    ("status", "verb", "next"),
    [
        (Status.SUBMITTED, Verb.PUBLISH, Status.PUBLISHED),
        (Status.SUBMITTED, Verb.RETURN, Status.RETURNED),
        (Status.RETURNED, Verb.SUBMIT, Status.SUBMITTED),
        (Status.PUBLISHED, Verb.HIDE, Status.HIDDEN),
        (Status.HIDDEN, Verb.PUBLISH, Status.PUBLISHED),
        (Status.LISTED, Verb.HIDE, None),
        (Status.WITHDRAWN, Verb.SUBMIT, None),
    ],
)
def test_what_leads_where(status, verb, next):
    assert after(status, verb) is next


def test_every_status_is_reached_and_only_the_last_two_are_final():
    reached = {target for rule in STATUSES.values() for target in rule.exits.values()}
    assert reached == set(Status)
    assert {status for status, rule in STATUSES.items() if not rule.exits} == {Status.WITHDRAWN, Status.LISTED}
