from collections.abc import Mapping
from dataclasses import dataclass, field

SHOWN_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason to refuse a ballot, for a machine; the sentence is made where languages are known.

    Codes and their numbers (amounts in minor units):

    - `not_a_list`: the choices are not a list; `too_long`: more lines than anybody looks at (lines, limit)
    - `bad_choice`: a line that is no choice at all (line, counted from 1)
    - `unknown_project`, `foreign_project` (another district's), `withdrawn_project`
    - `duplicate_project` (times)
    - `too_few` (chosen, limit, missing), `too_many` (chosen, limit, over)
    - `under_spend` (spent_minor, limit_minor, missing_minor)
    - `over_budget` (spent_minor, limit_minor, over_minor)
    - `bad_points`: not a whole number above zero; `over_points_each` (given, limit, over) of one project
    - `over_points` (given, limit, over) of the whole ballot
    """

    code: str
    project: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


def printable(code: str) -> str:
    """Give a code as a fault may repeat it, whatever a client sent: short, and always encodable."""
    return code[:SHOWN_LENGTH].encode("utf-8", "replace").decode()
