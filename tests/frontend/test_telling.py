from datetime import timedelta

import pytest

from city.models import Round
from city.rules.phases import PhaseKind
from frontend.overview import Overview
from frontend.telling import tell
from proposals.models import StatusName
from tests.factories import (
    NOW,
    add_phase,
    make_award,
    make_commitment,
    make_contest,
    make_district,
    make_envelope,
    make_outcome,
    make_payment,
    make_proposal,
    make_round,
)

pytestmark = pytest.mark.django_db


def told(round):
    return tell(Overview(Round.objects.get(pk=round.pk), NOW))


def awarded(*, certified=True, **fields):
    """A round whose vote is over, with one award of €4,000."""
    round = make_round(opens=-30, days=10, certified_at=NOW if certified else None, **fields)
    district = make_district()
    make_envelope(round, district)
    return round, make_award(make_outcome(round, district))


def test_before_it_opens():
    telling = told(make_round(title="Next year", phase=PhaseKind.PROPOSING, opens=30))
    assert telling.headline == "Next year"
    assert "It opens on" in telling.deck
    assert telling.ways == []


def test_without_dates():
    round = make_round(opens=5)
    round.phases.all().delete()
    assert "Its dates are not set yet." in told(round).deck


def test_while_ideas_are_wanted():
    round = make_round(phase=PhaseKind.PROPOSING, summary="For all of us.")
    make_envelope(round, make_district(), 5_000_00)
    telling = told(round)
    assert telling.headline == "€5,000 to spend. What is missing on your street?"
    assert telling.deck == "0 ideas are in. For all of us."
    assert telling.ways[0].url == f"/rounds/{round.slug}/propose/"


def test_while_the_city_checks():
    round = make_round(phase=PhaseKind.REVIEWING)
    add_phase(round, PhaseKind.VOTING, opens=30, days=10)
    make_proposal(round, make_district(), status=StatusName.PUBLISHED)
    telling = told(round)
    assert telling.headline == "One idea is in. Now the city checks it."
    assert "You can vote from" in telling.deck


def test_when_the_vote_should_have_opened_nobody_is_told_a_day_that_is_past():
    assert "You can vote from" not in told(make_round()).deck


def test_while_people_vote():
    round, _ = make_contest()
    telling = told(round)
    assert telling.headline == "€10,000 of this city’s money. You say what it builds."
    assert telling.deck.startswith("3 ideas of your neighbours")
    assert [way.url for way in telling.ways[:2]] == [f"/rounds/{round.slug}/vote/", f"/rounds/{round.slug}/live/"]


def test_while_it_is_counted():
    telling = told(make_round(opens=-30, days=10))
    assert telling.headline == "The vote is closed. Now it is counted."


def test_an_election_held_elsewhere_before_it_is_counted_again():
    telling = told(make_round(title="Wola 2023", opens=-30, days=10, is_imported=True))
    assert telling.headline == "Wola 2023"
    assert "held elsewhere" in telling.deck


def test_a_result_that_is_open_to_challenge():
    round, _ = awarded(certified=False)
    telling = told(round)
    assert telling.headline == "One idea is funded"
    assert "becomes final when two election officers certify it" in telling.deck
    assert telling.ways[0].url == f"/rounds/{round.slug}/results/"


def test_a_result_that_is_certified():
    assert "Two election officers made this result final" in told(awarded()[0]).deck


def test_an_election_held_elsewhere():
    assert "counted again here" in told(awarded(is_imported=True)[0]).deck


def test_of_an_election_held_elsewhere_nobody_says_that_it_is_being_built():
    round, _ = awarded(is_imported=True)
    add_phase(round, PhaseKind.DELIVERING, opens=-1, days=30)
    telling = told(round)
    assert telling.headline == "One idea is funded"
    assert telling.ways[0].url == f"/rounds/{round.slug}/results/"


def test_while_it_is_built():
    round, award = awarded()
    make_payment(make_commitment(award, 2_000_00), 1_000_00)
    telling = told(round)
    assert telling.headline == "One idea is being built"
    assert "So far €1,000 are paid." in telling.deck
    assert telling.ways[0].url == f"/budgets/{round.slug}/"


def test_a_round_that_was_cancelled():
    telling = told(make_round(title="The fifth purse", cancelled_at=NOW))
    assert telling.headline == "The fifth purse was cancelled"
    assert "gives no money to anybody" in telling.deck


def test_when_all_is_paid():
    round, award = awarded()
    make_payment(make_commitment(award, award.amount_minor), award.amount_minor)
    assert told(round).headline == "One idea is built and paid"


def test_the_stage_moves_with_the_clock():
    round, _ = make_contest()
    later = Overview(Round.objects.get(pk=round.pk), NOW + timedelta(days=30))
    assert tell(later).headline == "The vote is closed. Now it is counted."
