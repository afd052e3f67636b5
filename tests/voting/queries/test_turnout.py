import pytest

from city.queries.rounds import districts_of
from tests.factories import make_contest, make_district, make_envelope, make_voter
from voting.queries.turnout import electorate

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    round, home = make_contest(district=make_district("riverside"), frozen=False)
    other, city = make_district("millfields"), make_district("city", is_citywide=True)
    for district in (other, city):
        make_envelope(round, district)
    for district in (home, home, other):
        make_voter(round, district)
    return round


@pytest.mark.parametrize(
    ("may_vote_in", "expected"),
    [
        ("home", {"riverside": 2, "millfields": 1, "city": 0}),
        ("home_and_city", {"riverside": 2, "millfields": 1, "city": 3}),
        ("any", {"riverside": 3, "millfields": 3, "city": 3}),
    ],
)
def test_who_may_vote_where(places, may_vote_in, expected):
    places.may_vote_in = may_vote_in
    assert electorate(places, districts_of(places)) == expected
