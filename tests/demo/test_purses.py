from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from city.rules.phases import PhaseKind
from demo.place import PLACE_OF
from demo.purses import FIFTH_PURSE, PURSES, SEVENTH_PURSE, SIXTH_PURSE, dates

BRUSSELS = ZoneInfo("Europe/Brussels")


def phase_on(purse, day):
    return next(season.kind for season in purse.seasons if season.opens < day <= season.closes)


def test_today_one_round_takes_proposals_one_votes_and_one_builds():
    assert phase_on(SEVENTH_PURSE, 0) is PhaseKind.PROPOSING
    assert phase_on(SIXTH_PURSE, 0) is PhaseKind.VOTING
    assert phase_on(FIFTH_PURSE, 0) is PhaseKind.DELIVERING


@pytest.mark.parametrize("purse", PURSES, ids=lambda purse: purse.slug)
def test_seasons_follow_one_another_in_the_order_of_a_round(purse):
    assert [season.kind for season in purse.seasons] == list(PhaseKind)
    assert all(one.closes == other.opens and one.opens < one.closes for one, other in pairwise(purse.seasons))


@pytest.mark.parametrize("purse", PURSES, ids=lambda purse: purse.slug)
def test_rounds_speak_of_districts_that_exist(purse):
    assert set(purse.stories) <= set(PLACE_OF)
    assert set(purse.turnout) <= set(purse.stories)


def test_seasons_turn_at_eight_in_the_evening_in_summer_and_winter():
    season = SIXTH_PURSE.season(PhaseKind.VOTING)
    for today in (date(2030, 3, 28), date(2030, 7, 1), date(2030, 10, 26)):
        assert [moment.astimezone(BRUSSELS).hour for moment in dates(season, today, BRUSSELS)] == [20, 20]
