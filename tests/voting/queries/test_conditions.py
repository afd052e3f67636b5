import pytest

from proposals.models import StatusName
from tests.factories import make_category, make_district, make_proposal, make_round
from voting.queries.conditions import conditions

pytestmark = pytest.mark.django_db


def test_a_round_that_asks_for_nothing_says_nothing(django_assert_num_queries):
    round = make_round()
    with django_assert_num_queries(0):
        assert conditions(round) == []


def test_every_condition_is_a_sentence():
    round, district = make_round(rule_parameters={"threshold": "3", "part_funding": "80"}), make_district()
    make_category("parks")
    make_category("roads")
    one, other = (make_proposal(round, district, title=title).pk for title in ("A bench", "A slide"))
    caps = {"parks": 5_000_00, "roads": "30%"}
    round.constraints = {"min_votes": 5, "min_turnout": 20, "caps": caps, "incompatible": [[one, other]]}
    assert conditions(round) == [
        "An idea is in the running from 3 votes.",
        "The first idea that does not fit gets what is left, if that is at least 80 % of its cost.",
        "An idea with fewer than 5 votes is not funded.",
        "Where fewer than 20 ballots are cast in a district, nothing is funded.",
        "Parks: such ideas together get at most €5,000 in a district.",
        "Roads: such ideas together get at most 30% of a purse in a district.",
        "Of “A bench” and “A slide” at most one is funded.",
    ]


def test_what_nobody_may_see_is_not_named():
    round, district = make_round(), make_district()
    seen = make_proposal(round, district)
    hidden = make_proposal(round, district, status=StatusName.HIDDEN)
    round.constraints = {"incompatible": [[seen.pk, hidden.pk]]}
    assert conditions(round) == []


def test_a_rule_that_cannot_be_used_promises_nothing():
    assert conditions(make_round(rule="of-thumb")) == []
