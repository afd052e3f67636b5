import pytest

from voting.rules.eligibility import Purse, contests_for, has_room

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
