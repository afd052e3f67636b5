from dataclasses import replace
from datetime import UTC, datetime

import pytest

from city.rules.canonical import canonical
from voting.rules.constraints import Constraints
from voting.rules.contest import Project
from voting.rules.manifest import DistrictPart, Terms, manifest
from voting.rules.slots import round_hash

PROJECT = Project("P01", "Trees", 60, "parks")
TERMS = Terms(
    round="r1",
    currency="EUR",
    kind="knapsack",
    limits={"min_choices": 0, "max_choices": None, "min_spend": 0, "max_spend": 5},
    scoring=[],
    rule="greedy",
    parameters={},
    seed="ab" * 32,
    may_vote_in="home",
    may_vote_in_count=1,
    min_level=1,
    visibility="live",
    k=10,
    mmd_minutes=60,
    opens_at=datetime(2026, 6, 1, tzinfo=UTC),
    closes_at=datetime(2026, 6, 14, 18, tzinfo=UTC),
    key_hash="cd" * 32,
    districts=[DistrictPart("north", 100, [PROJECT])],
)


def test_a_manifest_has_a_canonical_form_and_leaves_out_limits_that_are_none():
    made = manifest(TERMS)
    assert canonical(made)
    assert made["ballot"] == {"kind": "knapsack", "scoring": [], "min_choices": 0, "min_spend": 0, "max_spend": 5}
    assert made["closes"] == "2026-06-14T18:00:00Z"


@pytest.mark.parametrize(
    "change",
    [
        {"min_age": 16},
        {"postcodes": ["7301"]},
        {"k": 11},
        {"rule": "mes-cost"},
        {"seed": "ac" * 32},
        {"visibility": "hidden"},
        {"closes_at": datetime(2026, 6, 15, tzinfo=UTC)},
        {"limits": {"min_choices": 0, "min_spend": 0, "max_spend": 6}},
        {"districts": [DistrictPart("north", 101, [Project("P01", "Trees", 60, "parks")])]},
        {"districts": [DistrictPart("north", 100, [Project("P01", "Trees", 61, "parks")])]},
        {"districts": [DistrictPart("north", 100, [PROJECT], constraints=Constraints(min_turnout=5))]},
    ],
)
def test_any_change_of_what_could_change_who_wins_changes_the_hash(change):
    assert round_hash(manifest(replace(TERMS, **change))) != round_hash(manifest(TERMS))
