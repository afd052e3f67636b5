from tests.voting.rules.outcomes.elections import make
from voting.rules.outcomes.allowance import Allowance
from voting.rules.outcomes.profile import gather


def test_refuses_what_costs_more_than_is_left():
    allowance = Allowance(gather(make({"a": 6, "b": 7}, 10), []), 10)
    assert allowance.refusal("a") is None
    allowance.take("a")
    assert allowance.refusal("b") == {"reason": "no_room", "left": 4, "missing": 3}


def test_without_a_budget_it_leaves_the_sum_to_the_rule():
    allowance = Allowance(gather(make({"a": 6, "b": 7}, 10), []), None)
    allowance.take("a")
    assert allowance.refusal("b") is None
