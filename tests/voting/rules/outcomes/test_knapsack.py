from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from voting.rules.outcomes.knapsack import NO_CAP, Problem, best


@st.composite
def problems(draw):
    """Few items of few sizes, so that equally good sets are frequent."""
    count = draw(st.integers(0, 9))
    wide = draw(st.sampled_from([8, 1000, 2**70]))
    several = st.lists(st.integers(1, wide), min_size=count, max_size=count)
    places = st.integers(0, max(count - 1, 0))
    pairs = st.lists(st.tuples(places, places).filter(lambda pair: pair[0] != pair[1]), max_size=4)
    return Problem(
        budget=draw(st.integers(0, 40)),
        costs=draw(st.lists(st.integers(1, 15), min_size=count, max_size=count)),
        values=draw(several),
        groups=draw(st.lists(st.sampled_from([NO_CAP, 0, 1]), min_size=count, max_size=count)),
        caps=draw(st.lists(st.integers(0, 25), min_size=2, max_size=2)),
        pairs=draw(pairs) if count > 1 else [],
    )


def stands(problem, chosen):
    spent = [sum(problem.costs[p] for p in chosen if problem.groups[p] == group) for group in range(len(problem.caps))]
    return (
        sum(problem.costs[place] for place in chosen) <= problem.budget
        and all(amount <= cap for amount, cap in zip(spent, problem.caps, strict=True))
        and not any({*pair} <= {*chosen} for pair in problem.pairs)
    )


def every_set(problem):
    """All sets there may be, the best first; of equal ones that with the earlier item at the first difference."""
    places = range(len(problem.costs))
    sets = [chosen for size in range(len(places) + 1) for chosen in combinations(places, size)]
    found = [[*chosen] for chosen in sets if stands(problem, chosen) and {*chosen} != problem.unlike]
    return sorted(found, key=lambda chosen: (-worth(problem, chosen), [place not in chosen for place in places]))


def worth(problem, chosen):
    return sum(problem.values[place] for place in chosen)


@settings(max_examples=500)
@given(problem=problems())
def test_finds_what_trying_every_set_finds(problem):
    first = every_set(problem)[0]
    assert best(problem) == first
    assert best(problem, worth(problem, first)) == first
    assert best(problem, worth(problem, first) + 1) is None


@settings(max_examples=300)
@given(problem=problems())
def test_finds_another_set_that_is_as_good_or_says_there_is_none(problem):
    first = best(problem)
    other = replace(problem, unlike=frozenset(first))
    found = [chosen for chosen in every_set(other) if worth(problem, chosen) >= worth(problem, first)]
    assert best(other, worth(problem, first)) == (found[0] if found else None)


def test_more_items_than_one_word_holds():
    count = 150
    problem = Problem(
        budget=400,
        costs=[2 + place % 7 for place in range(count)],
        values=[1 + place * 37 % 11 for place in range(count)],
        groups=[NO_CAP] * count,
    )
    reached = [0] * 401
    for cost, value in zip(problem.costs, problem.values, strict=True):
        for spent in range(400, cost - 1, -1):
            reached[spent] = max(reached[spent], reached[spent - cost] + value)
    chosen = best(problem)
    assert worth(problem, chosen) == reached[400]
    assert stands(problem, chosen)


def test_what_is_spent_under_a_cap_decides_what_can_still_be_added():
    """The second alone costs less and is worth more than the first alone, but leaves no room for the third."""
    problem = Problem(budget=9, costs=[6, 5, 3], values=[5, 6, 2], groups=[0, 1, 1], caps=[100, 5])
    assert best(problem) == [0, 2]
