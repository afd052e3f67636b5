import pytest

from city.rules.phases import PhaseKind
from frontend.front import front
from tests.factories import NOW, add_phase, make_contest, make_round

pytestmark = pytest.mark.django_db


def test_a_new_city():
    page = front(NOW)
    assert (page.current, page.telling, page.open_doors, page.elsewhere) == (None, None, 1, [])


def test_a_vote_comes_before_a_call_for_ideas():
    make_round("ideas", PhaseKind.PROPOSING, opens=-1)
    make_contest(slug="vote")
    page = front(NOW)
    assert page.current.round.slug == "vote"
    assert page.open_doors == 3


def test_where_nothing_is_open_the_next_season_is_named():
    round = make_round("checking", PhaseKind.REVIEWING)
    vote = add_phase(round, PhaseKind.VOTING, opens=20, days=10)
    make_round("later", PhaseKind.VOTING, opens=90)
    page = front(NOW)
    assert page.current.round.slug == "checking"
    assert (page.vote.is_open, page.vote.opens_at, page.vote.overview.round.slug) == (False, vote.opens_at, "checking")
    assert page.propose.overview is None
    assert page.open_doors == 1


def test_a_round_to_come_is_shown_where_none_has_begun():
    make_round("coming", PhaseKind.PROPOSING, opens=10)
    assert front(NOW).current.round.slug == "coming"


def test_elections_held_elsewhere_are_no_round_of_the_city():
    for number in range(4):
        make_round(f"elsewhere-{number}", is_imported=True)
    page = front(NOW)
    assert page.current is None
    assert len(page.elsewhere) == 3
