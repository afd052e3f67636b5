"""A small contest that the tests of ballots share."""

from voting.rules.contest import Contest, Limits, Project

PROJECTS = {
    code: Project(code, code.title(), cost)
    for code, cost in {"bench": 1_000_00, "trees": 5_000_00, "ramp": 9_000_00, "kiosk": 2_000_00}.items()
}


def contest(kind, limit=None, scoring=()):
    return Contest(
        "riverside",
        10_000_00,
        "EUR",
        kind,
        PROJECTS,
        limit or Limits(),
        frozenset({"kiosk"}),
        scoring,
        frozenset({"fountain"}),
    )
