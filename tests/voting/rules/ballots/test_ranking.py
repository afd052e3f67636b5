from tests.voting.rules.contests import contest
from voting.rules.ballots import KINDS

canonical, scores = KINDS["ranking"].canonical, KINDS["ranking"].scores


def test_the_order_is_the_ballot():
    assert canonical(["trees", "bench"]) == ["trees", "bench"]


def test_the_last_place_is_worth_one():
    assert scores(["trees", "bench", "ramp"], contest("ranking")) == {"trees": 3, "bench": 2, "ramp": 1}


def test_a_vector_of_the_city_and_places_it_does_not_score():
    assert scores(["trees", "bench", "ramp"], contest("ranking", scoring=(5, 0))) == {"trees": 5}


def test_a_withdrawn_project_leaves_its_place_empty():
    assert scores(["trees", "kiosk", "ramp"], contest("ranking")) == {"trees": 3, "ramp": 1}
