"""What several kinds of ballot check alike. Each takes what was chosen and gives the faults found."""

from collections import Counter
from collections.abc import Sequence

from voting.rules.ballots.fault import Fault, printable
from voting.rules.contest import Contest

MOST_LINES = 1000


def shape_faults(choices: object, contest: Contest) -> list[Fault]:
    """Ask for a list, of a length worth reading."""
    if not isinstance(choices, list):
        return [Fault("not_a_list")]
    limit = max(MOST_LINES, len(contest.projects))
    if len(choices) > limit:
        return [Fault("too_long", numbers={"lines": len(choices), "limit": limit})]
    return []


def code_faults(codes: Sequence[object], contest: Contest) -> list[Fault]:
    """Ask of each line a project's code, of this district, not withdrawn, and named once."""
    faults = [
        Fault("bad_choice", numbers={"line": line})
        for line, code in enumerate(codes, start=1)
        if not isinstance(code, str)
    ]
    times = Counter(code for code in codes if isinstance(code, str))
    for code, named in times.items():
        faults += [Fault(reason, printable(code)) for reason in _standing_faults(code, contest)]
        if named > 1:
            faults.append(Fault("duplicate_project", printable(code), {"times": named}))
    return faults


def _standing_faults(code: str, contest: Contest) -> list[str]:
    if contest.has_open(code):
        return []
    if code in contest.projects:
        return ["withdrawn_project"]
    return ["foreign_project" if code in contest.elsewhere else "unknown_project"]


def length_faults(chosen: int, contest: Contest) -> list[Fault]:
    """Ask for as many choices as the round allows."""
    least, most = contest.limits.min_choices, contest.limits.max_choices
    if chosen < least:
        return [Fault("too_few", numbers={"chosen": chosen, "limit": least, "missing": least - chosen})]
    if most is not None and chosen > most:
        return [Fault("too_many", numbers={"chosen": chosen, "limit": most, "over": chosen - most})]
    return []


def spend_faults(codes: Sequence[str], contest: Contest, most: int | None) -> list[Fault]:
    """Ask that the projects together cost no less than the least, and no more than `most` (None: any sum)."""
    spent = contest.spend_of([*dict.fromkeys(codes)])
    least = contest.limits.min_spend_minor
    sums = {"spent_minor": spent}
    if spent < least:
        return [Fault("under_spend", numbers=sums | {"limit_minor": least, "missing_minor": least - spent})]
    if most is not None and spent > most:
        return [Fault("over_budget", numbers=sums | {"limit_minor": most, "over_minor": spent - most})]
    return []


def strings(codes: Sequence[object]) -> list[str]:
    """Keep the lines that are text at all: the others have their own fault already."""
    return [code for code in codes if isinstance(code, str)]
