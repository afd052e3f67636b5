"""The counts of verify.py, which were written from the papers, against those of the software."""

import json
import random
from collections import Counter

import pytest

from voting import verify
from voting.rules.constraints import NONE, Constraints
from voting.rules.contest import Contest, Limits, Project
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import count
from voting.rules.pabulib.reader import read

SEED = "ab" * 32
CHANGES = {
    "utility": ("cost", "cardinality", "points"),
    "start": ("exact", "integral"),
    "completion": ("none", "add1", "utilitarian", "add1+utilitarian"),
    "increment": ("0", "1", "7"),
    "increment_in": ("units", "minor"),
    "stop": ("infeasible", "exhaustive"),
    "comparison": ("no", "yes"),
    "part_funding": ("0", "30", "80"),
}
OF_GREEDY = {"threshold": ("0", "1", "4"), "skip": ("yes", "no"), "part_funding": ("0", "10", "80")}
SMALL_FILES = [
    "Poland_Zabrze_2020_Osiedle_Mlodego_Gornika.pb",
    "France_Toulouse_2022_6_-_Saint-Cyprien.pb",
    "US_Stanford_Dataset_PB_Cambridge_2017_vote_approvals.pb",
]


def some_constraints(chance, codes):
    caps = {chance.choice("ab"): chance.choice([100, 300, 500])} if chance.random() < 0.5 else {}
    pairs = [tuple(sorted(chance.sample(codes, 2)))] if len(codes) > 1 and chance.random() < 0.5 else []
    return Constraints(chance.choice([0, 2, 3]), chance.choice([0, 5]), caps, pairs)


def some_ballot(chance, kind, codes):
    chosen = chance.sample(codes, chance.randint(0, len(codes)))
    if kind == "points":
        return [{"p": code, "w": chance.randint(1, 5)} for code in sorted(chosen)]
    return chosen if kind == "ranking" else sorted(chosen)


def some_contest(chance):
    """A small contest with its ballots; costs, sums and categories are few, so that much is level."""
    codes = [f"P{number}" for number in range(chance.randint(1, 7))]
    kind = chance.choice(["approval", "ranking", "points"])
    costs = [0, 1, 50, 100, 100, 250, 400, 900, 3000]
    projects = {code: Project(code, code, chance.choice(costs), chance.choice(["a", "b", ""])) for code in codes}
    constraints = some_constraints(chance, codes) if chance.random() < 0.6 else NONE
    withdrawn = frozenset(chance.sample(codes, 1)) if chance.random() < 0.2 else frozenset()
    scoring = chance.choice([(), (3, 2, 1), (5, 0)]) if kind == "ranking" else ()
    envelope, currency = chance.choice([300, 777, 1000, 2000]), chance.choice(["EUR", "HUF"])
    area = Contest("north", envelope, currency, kind, projects, Limits(), withdrawn, scoring, constraints=constraints)
    return area, [some_ballot(chance, kind, codes) for _ in range(chance.randint(0, 14))]


def own_election(area, ballots):
    grouped = Counter(json.dumps(choices) for choices in ballots)
    rows = [(verify.scores_of(area.kind, json.loads(text), area.scoring), times) for text, times in grouped.items()]
    costs = {code: project.cost_minor for code, project in area.projects.items()}
    made = verify.Election(costs, rows, area.currency, area.envelope_minor)
    made.district, made.withdrawn = area.district, set(area.withdrawn)
    made.categories = {code: project.category for code, project in area.projects.items()}
    made.constraints = json.loads(json.dumps(area.constraints.as_json()))
    return made


@pytest.mark.parametrize("preset", verify.PRESETS)
def test_small_elections_have_the_same_outcome(preset):
    choices = OF_GREEDY if verify.PRESETS[preset]["method"] == "greedy" else CHANGES
    for seed in range(40):
        chance = random.Random(f"{preset}/{seed}")
        area, ballots = some_contest(chance)
        changes = {name: chance.choice(values) for name, values in choices.items() if chance.random() < 0.5}
        changes |= {"ties": chance.choice(["id", "cost,votes,lot", "votes,id"]), "seed": SEED}
        result = count(area, ballots, preset, changes, is_explained=False)
        outcome = verify.decide(own_election(area, ballots), verify.settings_of(preset, changes, None))
        told = (outcome.winners, outcome.spent, outcome.part)
        assert told == (result.winners, result.spent, result.part_funded), (seed, changes)


def test_every_preset_of_these_rules_is_known_with_its_parameters():
    ours = {code: preset for code, preset in PRESETS.items() if preset.rule.code in {"greedy", "equal-shares"}}
    assert {code: {"method": preset.rule.code, **preset.parameters} for code, preset in ours.items()} == verify.PRESETS


@pytest.mark.real
@pytest.mark.parametrize("name", SMALL_FILES)
def test_real_elections_have_the_same_outcome(pabulib, name):
    with (pabulib / name).open("rb") as stream:
        election, _ = read(stream)
    with (pabulib / name).open("rb") as stream:
        own = verify.Pabulib(stream).election()
    for preset in ("greedy", "greedy-no-skip", "mes-cost", "mes-cardinality"):
        result = count(election.contest, election.ballots, preset, is_explained=False)
        outcome = verify.decide(own, verify.settings_of(preset, {}, None))
        assert (outcome.winners, outcome.spent) == (result.winners, result.spent), preset
