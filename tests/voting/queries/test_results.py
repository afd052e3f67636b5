import pytest

from tests.factories import make_contest, make_district, make_outcome
from voting.models import Outcome
from voting.queries.results import by_district

pytestmark = pytest.mark.django_db


def test_what_districts_voted_and_what_they_are_given():
    round, north = make_contest()
    south = make_district("south")
    for district, ballots, spent in ((north, 30, 2_000_00), (south, 10, 6_000_00)):
        make_outcome(round, district)
        Outcome.objects.filter(district=district).update(ballots=ballots, spent_minor=spent)
    assert by_district(round) == {
        north.code: {"votes": 30, "votes_share": 0.75, "spent": 2_000_00, "spent_share": 0.25},
        "south": {"votes": 10, "votes_share": 0.25, "spent": 6_000_00, "spent_share": 0.75},
    }
    make_outcome(round, south, official=False)
    assert len(by_district(round)) == 2
