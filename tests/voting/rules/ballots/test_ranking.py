from tests.voting.rules.contests import contest
from voting.rules.ballots import KINDS
from voting.rules.ballots.fault import Fault
from voting.rules.contest import Limits

faults, canonical, scores = KINDS["ranking"].faults, KINDS["ranking"].canonical, KINDS["ranking"].scores


def test_the_order_is_the_ballot():
    assert canonical(["trees", "bench"]) == ["trees", "bench"]


def test_the_last_place_is_worth_one():
    assert scores(["trees", "bench", "ramp"], contest("ranking")) == {"trees": 3, "bench": 2, "ramp": 1}


def test_a_vector_of_the_city_and_places_it_does_not_score():
    assert scores(["trees", "bench", "ramp"], contest("ranking", scoring=(5, 0))) == {"trees": 5}


def test_no_more_places_than_the_vector_scores():
    codes = ["trees", "bench", "ramp"]
    assert faults(codes, contest("ranking", scoring=(3, 2, 1))) == []
    too_many = Fault("too_many", numbers={"chosen": 3, "limit": 2, "over": 1})
    assert faults(codes, contest("ranking", scoring=(3, 2))) == [too_many]
    assert faults(codes, contest("ranking", Limits(max_choices=1), scoring=(3, 2)))[0].numbers["limit"] == 1


def test_places_are_put_in_order_and_gaps_closed_up():
    assert KINDS["ranking"].marked({"bench": 7, "trees": 2}) == ["trees", "bench"]
    assert KINDS["ranking"].marks(["trees", "bench"]) == {"trees": 1, "bench": 2}


def test_a_withdrawn_project_leaves_its_place_empty():
    assert scores(["trees", "kiosk", "ramp"], contest("ranking")) == {"trees": 3, "ramp": 1}
