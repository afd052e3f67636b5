"""Small elections for the laws of outcome rules."""

from dataclasses import replace

from hypothesis import strategies as st

from voting.rules.constraints import Constraints
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
    contest = make(costs, draw(st.integers(1, 40)), kind, withdrawn)
    # A forint has no smaller unit, so that raising shares by units takes small steps.
    currency = draw(st.sampled_from(["EUR", "HUF"]))
    return replace(contest, currency=currency), draw(st.lists(ballot, max_size=12))


@st.composite
def constrained_elections(draw):
    """A contest whose city sets limits of its own."""
    contest, ballots = draw(elections())
    codes = sorted(contest.projects)
    projects = {
        code: replace(project, category=draw(st.sampled_from(["", "park", "road"])))
        for code, project in contest.projects.items()
    }
    pairs = st.lists(st.lists(st.sampled_from(codes), min_size=2, max_size=2, unique=True).map(tuple), max_size=3)
    constraints = Constraints(
        min_votes=draw(st.integers(0, 3)),
        min_turnout=draw(st.integers(0, 3)),
        caps=draw(st.dictionaries(st.sampled_from(["park", "road"]), st.integers(0, 40), max_size=2)),
        incompatible=draw(pairs) if len(codes) > 1 else [],
    )
    return replace(contest, projects=projects, constraints=constraints), ballots


def given_points(code):
    return st.integers(1, 3).map(lambda weight: {"p": code, "w": weight})


def make(costs, envelope, kind="approval", withdrawn=()):
    projects = {code: Project(code, code.upper(), cost) for code, cost in costs.items()}
    return Contest("riverside", envelope, "EUR", kind, projects, Limits(), frozenset(withdrawn))


def approvals(ballots):
    """The codes that each ballot names."""
    return [{line["p"] if isinstance(line, dict) else line for line in ballot} for ballot in ballots]


def standing(contest):
    return {c: p.cost_minor for c, p in contest.projects.items() if contest.has_open(c) and p.cost_minor}
