"""Points: a voter gives each project a whole number, from a sum of points or within a highest mark for each.

A choice is `{"p": code, "w": points}`.
"""

from collections.abc import Mapping

from voting.rules.ballots.checks import code_faults, length_faults, shape_faults, spend_faults, strings
from voting.rules.ballots.fault import Fault, printable
from voting.rules.ballots.kind import BallotKind
from voting.rules.contest import Contest

TOO_LARGE = 2**53  # the canonical bytes of a ballot hold no larger number

LINE_KEYS = {"p", "w"}


def faults(choices: object, contest: Contest) -> list[Fault]:
    if broken := shape_faults(choices, contest):
        return broken
    assert isinstance(choices, list)
    lines = [line if isinstance(line, dict) and line.keys() == LINE_KEYS else {} for line in choices]
    codes: list[object] = [line.get("p") for line in lines]
    named = strings(codes)
    weights = [(line["p"], line["w"]) for line in lines if isinstance(line.get("p"), str)]
    return [
        *code_faults(codes, contest),
        *length_faults(len(set(named)), contest),
        *spend_faults(named, contest, contest.limits.max_spend_minor),
        *_weight_faults(weights, contest),
    ]


def _weight_faults(lines: list[tuple[str, object]], contest: Contest) -> list[Fault]:
    found: list[Fault] = []
    total = 0
    for code, weight in lines:
        if not isinstance(weight, int) or isinstance(weight, bool) or not 0 < weight < TOO_LARGE:
            found.append(Fault("bad_points", printable(code)))
            continue
        total += weight
        found += _over("over_points_each", weight, contest.limits.max_points_each, printable(code))
    return found + _over("over_points", total, contest.limits.points)


def _over(reason: str, given: int, limit: int | None, project: str = "") -> list[Fault]:
    if limit is None or given <= limit:
        return []
    return [Fault(reason, project, {"given": given, "limit": limit, "over": given - limit})]


def canonical(choices: list[dict[str, str | int]]) -> list[dict[str, str | int]]:
    """Sorted by code point of the project's code."""
    return sorted(choices, key=lambda line: str(line["p"]))


def scores(choices: list[dict[str, str | int]], contest: Contest) -> dict[str, int]:
    """Count the points given."""
    return {code: points for code, points in marks(choices).items() if contest.has_open(code)}


def marks(choices: list[dict[str, str | int]]) -> dict[str, int]:
    return {str(line["p"]): int(line["w"]) for line in choices}


def marked(marks: Mapping[str, int]) -> list[dict[str, str | int]]:
    return [{"p": code, "w": points} for code, points in marks.items()]


POINTS = BallotKind("points", faults, canonical, scores, marks, marked, is_numbered=True)
