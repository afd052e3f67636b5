"""The outcome rules, and the presets a round chooses from. A new rule is one file here and its lines below.

These presets settle ties by code, as the tools of the field do; a round of our own has a seed, so it
settles them by PUBLISHED_TIES.
"""

from voting.rules.outcomes.equal_shares import EQUAL_SHARES
from voting.rules.outcomes.greedy import GREEDY
from voting.rules.outcomes.max_welfare import MAX_WELFARE
from voting.rules.outcomes.phragmen import PHRAGMEN
from voting.rules.outcomes.rule import OutcomeRule, Preset

RULES: dict[str, OutcomeRule] = {rule.code: rule for rule in (GREEDY, PHRAGMEN, MAX_WELFARE, EQUAL_SHARES)}

PUBLISHED_TIES = "cost,votes,lot"

SHARES = {
    "utility": "cost",
    "start": "exact",
    "completion": "none",
    "increment": "1",
    "increment_in": "units",
    "stop": "infeasible",
    "comparison": "no",
    "part_funding": "0",
    "ties": "id",
}
ADD1 = SHARES | {"completion": "add1", "stop": "exhaustive"}
WIELICZKA = {"start": "integral", "completion": "add1", "comparison": "yes", "ties": PUBLISHED_TIES}
TOOL = {"start": "integral", "completion": "add1+utilitarian", "stop": "exhaustive", "ties": "cost,votes,id"}

WALK = {"rank": "score", "skip": "yes", "threshold": "0", "part_funding": "0", "ties": "id"}

PRESETS: dict[str, Preset] = {
    preset.code: preset
    for preset in (
        Preset("greedy", GREEDY, WALK),
        Preset("greedy-no-skip", GREEDY, WALK | {"skip": "no"}),
        Preset("greedy-threshold", GREEDY, WALK | {"threshold": "1"}),
        Preset("greedy-density", GREEDY, WALK | {"rank": "density"}),
        Preset("equal-shares", EQUAL_SHARES, SHARES | {"completion": "add1+utilitarian", "ties": PUBLISHED_TIES}),
        Preset("mes-cost", EQUAL_SHARES, SHARES),
        Preset("mes-cardinality", EQUAL_SHARES, SHARES | {"utility": "cardinality"}),
        Preset("mes-cost-add1", EQUAL_SHARES, ADD1),
        Preset("wieliczka-2023", EQUAL_SHARES, SHARES | WIELICZKA),
        Preset("equalshares.net", EQUAL_SHARES, SHARES | TOOL),
        Preset("pabutools", EQUAL_SHARES, ADD1),
        Preset("phragmen", PHRAGMEN, {"stop": "overshoot", "part_funding": "0", "ties": "id"}),
        Preset("max-welfare", MAX_WELFARE, {"utility": "points", "ties": "id"}),
    )
}
