"""Small elections for the laws of outcome rules."""

from hypothesis import strategies as st

from voting.rules.contest import Contest, Limits, Project

CODES = ["a", "b", "c", "d", "e", "f"]


@st.composite
def elections(draw, kinds=("approval", "points", "ranking")):
    """A contest with stored ballots: few projects at few costs, so that ties are frequent."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    costs = {code: draw(st.integers(0, 12) | st.integers(1, 1000)) for code in codes}
    kind = draw(st.sampled_from(kinds))
    chosen = st.lists(st.sampled_from(codes), unique=True)
    if kind == "points":
        ballot = chosen.flatmap(lambda names: st.tuples(*[given_points(name) for name in sorted(names)]).map(list))
    else:
        ballot = chosen.map(sorted) if kind == "approval" else chosen
    withdrawn = draw(st.sets(st.sampled_from(codes), max_size=1))
    return make(costs, draw(st.integers(1, 40)), kind, withdrawn), draw(st.lists(ballot, max_size=12))


def given_points(code):
    return st.integers(1, 3).map(lambda weight: {"p": code, "w": weight})


def make(costs, envelope, kind="approval", withdrawn=()):
    projects = {code: Project(code, code.upper(), cost) for code, cost in costs.items()}
    return Contest("riverside", envelope, "EUR", kind, projects, Limits(), frozenset(withdrawn))
