"""What the live page works out before it draws."""

import pytest

from voting.views.boards import Mix, Participation, Turnout


@pytest.mark.parametrize(
    ("waiting", "filled", "behind"), [(0, 0, 0), (4, 0, 4), (10, 0, 10), (17, 7, 10), (20, 10, 10), (23, 10, 13)]
)
def test_the_first_k_that_wait_stay_behind_and_the_next_fill_the_mix(waiting, filled, behind):
    mix = Mix(10, waiting)
    assert (mix.filled, mix.behind) == (filled, behind)
    assert mix.coins == [True] * filled + [False] * (10 - filled)


@pytest.mark.parametrize(("cast", "axis"), [(0, 10), (10, 10), (11, 25), (26, 50), (51, 100), (120, 100)])
def test_bars_of_turnout_end_at_a_share_that_people_know(cast, axis):
    assert Participation([Turnout(None, cast, cast, 100), Turnout(None, 1, 1, 100)]).axis == axis


def test_turnout_is_a_share_where_it_is_known_how_many_may_vote():
    assert Participation([Turnout(None, 3, 3, 100), Turnout(None, 0, 0, 0)]).is_known
    elsewhere = Participation([Turnout(None, 3, 3, 0), Turnout(None, 9, 9, 0)])
    assert not elsewhere.is_known
    assert elsewhere.most == 9
