import pytest

from city.models import Phase
from city.rules.phases import PhaseKind
from frontend.own import own_proposals
from proposals.models import Feasibility, StatusName, Valuation
from tests.factories import (
    NOW,
    add_phase,
    make_award,
    make_commitment,
    make_contest,
    make_district,
    make_payment,
    make_proposal,
    make_round,
    make_user,
)
from voting.actions.withdrawing import withdraw_listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make_user("author@example.org")


def told(author):
    """What is said about the only idea there is."""
    (own,) = own_proposals(author, NOW)
    return own


def propose(author, status, phase=PhaseKind.PROPOSING, **fields):
    return make_proposal(make_round(phase=phase), make_district(), author=author, status=status, **fields)


def test_nobody_elses_ideas(author):
    propose(make_user(), StatusName.PUBLISHED)
    assert own_proposals(author, NOW) == []


@pytest.mark.parametrize(
    ("status", "words", "mark"),
    [
        (StatusName.SUBMITTED, "A moderator reads it next", "wait"),
        (StatusName.HIDDEN, "out of public view", "over"),
        (StatusName.WITHDRAWN, "You took it back", "over"),
        (StatusName.PUBLISHED, "whether it can be done", "wait"),
    ],
)
def test_the_next_step(author, status, words, mark):
    propose(author, status)
    assert words in told(author).next_step
    assert told(author).mark == mark


def test_what_came_back_is_first_and_can_be_changed(author):
    returned = propose(author, StatusName.RETURNED, return_reason="Say where.")
    propose(author, StatusName.SUBMITTED)
    first, second = own_proposals(author, NOW)
    assert (first.proposal, bool(first.edit_url), second.edit_url) == (returned, True, "")


def test_what_came_back_too_late_cannot(author):
    propose(author, StatusName.RETURNED, PhaseKind.REVIEWING, return_reason="Say where.")
    assert told(author).edit_url == ""
    assert "over" in told(author).next_step


def test_what_the_city_answered(author):
    proposal = propose(author, StatusName.PUBLISHED, cost_minor=2_000_00)
    assert "It can be done for €2,000." in told(author).next_step
    Valuation.objects.filter(proposal=proposal).update(feasibility=Feasibility.UNFEASIBLE, reason="A pipe.")
    assert "cannot be done" in told(author).next_step


def test_what_never_came_onto_the_ballot(author):
    make_proposal(make_round(opens=-30, days=10), make_district(), author=author)
    assert told(author).next_step == "It was not on the ballot."


def on_the_ballot(author, **fields):
    round, _ = make_contest(costs=[1_000_00], **fields)
    round.proposals.update(author=author)
    return round


def test_on_the_ballot_before_during_and_after_the_vote(author):
    round = on_the_ballot(author)
    assert "It is on the ballot until" in told(author).next_step
    Phase.objects.filter(round=round).delete()
    voting = add_phase(round, PhaseKind.VOTING, opens=3, days=5)
    assert "The vote opens on" in told(author).next_step
    voting.delete()
    add_phase(round, PhaseKind.VOTING, opens=-10, days=5)
    assert "It has no money, at least so far." in told(author).next_step


def test_what_was_funded(author):
    award = make_award(amount_minor=500_00)
    add_phase(award.outcome.round, PhaseKind.VOTING, opens=-30, days=10)
    make_payment(make_commitment(award, 200_00), 100_00)
    award.proposal.author = author
    award.proposal.save()
    assert told(author).next_step == "Funded: €100 of €500 is paid."


def test_what_was_withdrawn_from_the_ballot(author):
    round, _district = make_contest()
    round.proposals.filter(code="P01").update(author=author)
    withdraw_listed(actor=None, now=NOW, proposal=round.proposals.get(code="P01"), reason="The bank gives way.")
    assert (told(author).mark, told(author).next_step) == (
        "over",
        "Two election officers withdrew it from the ballot. Its page says why.",
    )
