from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.eligibility import Claim, Purse, Terms, WhyNot, age, contests_for, has_room, why_not

PURSES = [Purse("north", is_citywide=False), Purse("south", is_citywide=False), Purse("city", is_citywide=True)]


@pytest.mark.parametrize(
    ("may_vote_in", "contests"),
    [("home", ["north"]), ("home_and_city", ["north", "city"]), ("any", ["north", "south", "city"])],
)
def test_where_a_voter_of_the_north_may_cast(may_vote_in, contests):
    assert contests_for("north", PURSES, may_vote_in) == contests


def test_who_lives_in_a_district_without_an_envelope_has_only_the_city():
    assert contests_for("west", PURSES, "home_and_city") == ["city"]


def test_voting_in_any_districts_has_its_limit():
    assert has_room(["north"], "south", "any", 2)
    assert not has_room(["north", "south"], "city", "any", 2)
    assert has_room(["north", "south"], "north", "any", 2)
    assert has_room(["north", "south"], "city", "home_and_city", 1)


TERMS = Terms(on=date(2026, 6, 1), min_age=16, postcodes=["7301AB"], districts=["north"], min_level=2)
GOOD = Claim(is_on_roll=True, born_on=date(1984, 5, 31), postcode="7301AB", district="north", level=3)


def test_who_meets_every_term_may_vote():
    assert why_not(GOOD, TERMS) == []


def test_all_reasons_are_given_at_once():
    nobody = Claim(is_on_roll=False, born_on=date(2015, 1, 1), postcode="1000", district="south", level=1)
    assert why_not(nobody, TERMS) == [
        WhyNot.TOO_YOUNG,
        WhyNot.OTHER_POSTCODE,
        WhyNot.NO_VOTE_HERE,
        WhyNot.LEVEL_TOO_LOW,
        WhyNot.NOT_ON_ROLL,
    ]


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"born_on": date(1826, 1, 1)}, [WhyNot.TOO_OLD]),
        ({"born_on": date(2010, 6, 1)}, []),  # sixteen on the day itself
        ({"born_on": date(2010, 6, 2)}, [WhyNot.TOO_YOUNG]),
        ({"postcode": "7302AB"}, [WhyNot.OTHER_POSTCODE]),
        ({"district": "south"}, [WhyNot.NO_VOTE_HERE]),
        ({"level": 1}, [WhyNot.LEVEL_TOO_LOW]),
        ({"is_on_roll": False}, [WhyNot.NOT_ON_ROLL]),
    ],
)
def test_each_term_has_its_reason(change, reasons):
    assert why_not(replace(GOOD, **change), TERMS) == reasons


def test_what_is_not_known_or_not_asked_is_no_reason():
    assert why_not(Claim(), TERMS) == []
    assert why_not(replace(GOOD, born_on=date(2025, 1, 1), postcode="1", district="x", level=1), Terms()) == []


@pytest.mark.parametrize(
    ("born_on", "on", "years"),
    [
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2000, 6, 1), date(2018, 6, 1), 18),
        (date(2000, 6, 1), date(1999, 6, 1), -1),
    ],
)
def test_an_age_is_full_years(born_on, on, years):
    assert age(born_on, on) == years


@given(st.dates(), st.dates())
def test_nobody_grows_younger(born_on, on):
    later = min(on, date(9990, 1, 1))
    assert age(born_on, later) < age(born_on, later + timedelta(days=366))
