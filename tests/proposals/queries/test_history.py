from datetime import timedelta

import pytest

from city.rules.phases import PhaseKind
from proposals.queries.history import steps
from tests.factories import NOW, add_phase, make_contest, make_proposal

pytestmark = pytest.mark.django_db


def told(proposal, now=NOW):
    return [(step.title, step.words, step.is_last, step.is_next) for step in steps(proposal, now)]


def test_what_happened_and_the_vote_that_comes(round, district, resident):
    add_phase(round, PhaseKind.VOTING, opens=20, days=5)
    assert told(make_proposal(round, district, author=resident, cost_minor=3_600_00)) == [
        ("Proposed", "by Ada", False, False),
        ("Published", "read by a moderator", False, False),
        ("Priced", "at €3,600", True, False),
        ("The vote opens", "", False, True),
    ]


def test_what_waits_is_on_its_way_to_no_vote_yet(round, district):
    add_phase(round, PhaseKind.VOTING, opens=20, days=5)
    assert told(make_proposal(round, district, status="submitted")) == [("Proposed", "", True, False)]


def test_on_the_ballot_until_the_vote_is_over():
    round = make_contest()[0]
    proposal = round.proposals.get(code="P02")
    assert told(proposal)[-2:] == [
        ("On the ballot", "as number P02", True, False),
        ("The vote closes", "", False, True),
    ]
    assert told(proposal, NOW + timedelta(days=30))[-1] == ("On the ballot", "as number P02", True, False)


def test_what_is_not_on_the_ballot_waits_for_no_vote():
    round, district = make_contest()
    assert told(make_proposal(round, district))[-1] == ("Published", "read by a moderator", True, False)
