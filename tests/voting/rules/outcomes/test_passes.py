"""Arrays, loops and compiled loops give the same."""

from importlib.util import find_spec
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.voting.rules.outcomes.elections import elections
from voting.rules.outcomes import equal_shares, passes
from voting.rules.outcomes.counting import count
from voting.rules.outcomes.passes import BY_ARRAY, BY_LOOP

needs_numba = pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed: uv sync --group fast")
amounts = st.integers(0, 40).map(lambda quarters: quarters / 4)


@pytest.fixture(autouse=True)
def _found_anew(monkeypatch):
    monkeypatch.setattr(equal_shares, "LONG", -1)
    passes.compiled.cache_clear()
    yield
    passes.compiled.cache_clear()


@st.composite
def backers(draw):
    """Backers of a project, in floating point that is exact, so that sums are the same in any order."""
    left = np.array(draw(st.lists(amounts, min_size=1, max_size=12)))
    groups = np.array(draw(st.lists(st.integers(0, len(left) - 1), min_size=1, unique=True)))
    voters = np.array([draw(st.integers(1, 5)) for _ in groups], float)
    points = np.array([draw(st.integers(1, 3)) for _ in groups], float)
    return groups, voters, points, left


def same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


# Whoever is off a bound of the price by the error at most is too near to tell.
AT_THE_BOUNDS = np.arange(4), np.ones(4), np.ones(4), np.array([0.75, 1.0, 2.0, 2.25])


@example(which=AT_THE_BOUNDS, low=1.0, more=1.0, error=0.25)
@given(which=backers(), low=amounts, more=amounts, error=st.sampled_from([0.0, 0.25]))
def test_loops_give_what_arrays_give(which, low, more, error):
    groups, voters, points, left = which
    assert BY_LOOP.money(groups, voters, left) == BY_ARRAY.money(groups, voters, left)
    parts = [each.part(groups, points, left, error, low, low + more) for each in (BY_LOOP, BY_ARRAY)]
    assert same(*parts)
    assert sum(map(len, parts[0])) == np.count_nonzero(left[groups] > 0)
    cost = BY_ARRAY.money(groups, voters, left) / 2
    if cost:
        weights = voters * points
        asked = groups, voters, points, weights, left, cost, float(weights.sum()), 0.0
        price, weight = BY_ARRAY.level(*asked)
        assert BY_LOOP.level(*asked) == (pytest.approx(price), weight)
        assert np.minimum(left[groups], price * points) @ voters == pytest.approx(cost)


@given(data=st.data())
def test_loops_add_up_what_arrays_add_up(data):
    table = data.draw(st.lists(st.dictionaries(st.integers(0, 4), st.integers(1, 9)), min_size=1, max_size=6))
    starts = np.cumsum([0, *map(len, table)])
    columns = np.array([column for row in table for column in row], np.uint8)
    scores = np.array([score for row in table for score in row.values()], np.uint8)
    rows = np.array(data.draw(st.lists(st.integers(0, len(table) - 1), unique=True)), np.int64)
    times = np.array([data.draw(st.integers(1, 10**6)) for _ in rows], np.int64)
    found = [each.given(starts, columns, scores, rows, times, 5).tolist() for each in (BY_LOOP, BY_ARRAY)]
    slow = BY_ARRAY.given(starts, columns, scores.astype(object), rows, times, 5).tolist()
    plain = [sum(table[r].get(c, 0) * int(t) for r, t in zip(rows, times, strict=True)) for c in range(5)]
    assert found == [plain, plain]
    assert slow == plain


@settings(max_examples=40)
@given(election=elections(), utility=st.sampled_from(["cost", "points"]))
def test_a_count_by_loops_is_the_same_to_the_last_figure(election, utility):
    results = []
    for chosen in (BY_LOOP, BY_ARRAY):
        with patch.object(equal_shares, "fastest", lambda _scores, chosen=chosen: chosen):
            results.append(count(*election, "equal-shares", {"utility": utility}).as_json())
    assert results[0] == results[1]


@needs_numba
@settings(max_examples=40)
@given(election=elections(), utility=st.sampled_from(["cost", "points"]))
def test_a_compiled_count_is_the_same_to_the_last_figure(election, utility):
    assert passes.fastest(np.array([1])) is passes.compiled()
    results = [count(*election, "equal-shares", {"utility": utility}).as_json()]
    with patch.object(equal_shares, "fastest", lambda _scores: BY_ARRAY):
        results.append(count(*election, "equal-shares", {"utility": utility}).as_json())
    assert results[0] == results[1]


def test_what_is_used_without_numba(monkeypatch):
    def missing(_name):
        raise ImportError

    monkeypatch.setattr(passes, "import_module", missing)
    assert passes.fastest(np.array([1])) is BY_ARRAY


def test_what_is_used_with_numba(monkeypatch):
    fake = SimpleNamespace(njit=lambda *, cache: lambda loop: loop)
    monkeypatch.setattr(passes, "import_module", lambda _name: fake)
    assert passes.fastest(np.array([1])) == BY_LOOP
    assert passes.fastest(np.array([2**80], object)) is BY_ARRAY
