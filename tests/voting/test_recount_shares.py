"""Equal Shares as a browser counts it: what verify.py counts, and so what the city does (test_verify_counts.py)."""

import json
import subprocess
from random import Random

import pytest

from tests.processes import node
from tests.voting.test_recount_script import ROOT
from voting.verify import PRESETS, Election, decide, settings_of

RULES = [rule for rule, settings in PRESETS.items() if settings["method"] == "equal-shares"]
TIES = [["id"], ["cost", "votes", "lot"], ["votes", "id"], ["lot"]]


def election(random, rule):
    """A small election with many ties, prices that meet, and at times a cap, a pair and projects withdrawn."""
    codes = [f"P{number:02}" for number in range(random.randint(1, 9))]
    kind = random.choice(["even", "any"])
    costs = {code: random.randint(1, 9) * 1_000 if kind == "even" else random.randint(1, 99_999) for code in codes}
    voters = random.randint(1, 40)
    most = random.choice([1, 1, 4])
    ballots = [
        ({code: random.randint(1, most) for code in random.sample(codes, random.randint(0, len(codes)))}, 1)
        for _ in range(voters)
    ]
    constraints = {}
    if random.random() < 0.3:
        constraints = {"min_votes": random.randint(1, 3), "caps": {"green": random.randint(1, 20_000)}}
        if len(codes) > 1:
            constraints["incompatible"] = [random.sample(codes, 2)]
    return {
        "rule": rule,
        "parameters": changes(random, rule),
        "ties": {"order": random.choice(TIES), "seed": f"{random.random()}"},
        "currency": random.choice(["EUR", "HUF", "KWD"]),
        "budget": random.randint(0, 60_000),
        "costs": costs,
        "categories": {code: random.choice(["green", "grey"]) for code in codes},
        "withdrawn": [code for code in codes if random.random() < 0.1],
        "constraints": constraints,
        "ballots": ballots,
    }


def changes(random, rule):
    found = {"increment": str(random.choice([1, 7, 50]))}
    if random.random() < 0.3:
        found |= {"utility": random.choice(["cost", "cardinality", "points"])}
    if "utilitarian" in PRESETS[rule]["completion"] or PRESETS[rule]["comparison"] == "yes":
        found |= {"part_funding": random.choice(["0", "50", "80"])}
    return found


def by_the_program(one):
    made = Election(one["costs"], one["ballots"], one["currency"], one["budget"])
    made.district, made.categories, made.constraints = "north", one["categories"], one["constraints"]
    made.withdrawn = {*one["withdrawn"]}
    outcome = decide(made, settings_of(one["rule"], one["parameters"], one["ties"]))
    return {"winners": outcome.winners, "part": outcome.part}


def by_the_browser(elections):
    lines = [
        {
            "manifest": {name: one[name] for name in ("rule", "parameters", "ties", "currency")},
            "contest": {
                "code": "north",
                "envelope": one["budget"],
                "costs": list(one["costs"].items()),
                "categories": list(one["categories"].items()),
                "withdrawn": one["withdrawn"],
                "constraints": one["constraints"],
            },
            "ballots": [(list(scores.items()), times) for scores, times in one["ballots"]],
        }
        for one in elections
    ]
    command = [*node(), "tests/frontend/shares.mjs"]
    told = "\n".join(map(json.dumps, lines))
    answer = subprocess.run(command, cwd=ROOT, input=told, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


@pytest.mark.parametrize("rule", RULES)
def test_the_browser_counts_what_the_program_counts(rule):
    random = Random(rule)
    elections = [election(random, rule) for _ in range(60)]
    for one, counted in zip(elections, by_the_browser(elections), strict=True):
        assert counted == by_the_program(one), one
