"""What every outcome rule keeps to, under every preset."""

import json
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.outcomes.elections import constrained_elections, elections
from voting.rules.ballots import KINDS
from voting.rules.outcomes import PRESETS, RULES
from voting.rules.outcomes.counting import count

every_preset = pytest.mark.parametrize("preset", PRESETS)
every_preset_without_steps_in_money = pytest.mark.parametrize(
    "preset",
    [
        code
        for code, preset in PRESETS.items()
        if preset.parameters.get("start") != "integral" and "add1" not in preset.parameters.get("completion", "")
    ],
)
tie_orders = st.sampled_from(["id", "lot", "cost,votes,lot", "votes,id"])


def test_every_rule_has_a_preset():
    assert {preset.rule.code for preset in PRESETS.values()} == {*RULES}


@every_preset
@given(election=elections(), ties=tie_orders)
def test_never_overspends_and_buys_only_what_stands(preset, election, ties):
    contest, ballots = election
    result = count(contest, ballots, preset, {"ties": ties})
    assert result.spent == sum(contest.projects[code].cost_minor for code in result.winners) <= contest.envelope_minor
    assert len({*result.winners}) == len(result.winners)
    assert all(contest.has_open(code) and contest.projects[code].cost_minor > 0 for code in result.winners)


@every_preset
@given(election=elections(), ties=tie_orders, data=st.data())
def test_gives_the_same_whatever_the_order_of_ballots_and_projects(preset, election, ties, data):
    contest, ballots = election
    shuffled = data.draw(st.permutations(ballots))
    contest_again = type(contest)(
        contest.district,
        contest.envelope_minor,
        contest.currency,
        contest.kind,
        dict(data.draw(st.permutations([*contest.projects.items()]))),
        contest.limits,
        contest.withdrawn,
    )
    first = count(contest, ballots, preset, {"ties": ties})
    again = count(contest_again, shuffled, preset, {"ties": ties}).as_json()
    again["losers"] = dict(sorted(again["losers"].items()))
    assert first.as_json() | {"losers": dict(sorted(first.losers.items()))} == again


@every_preset
@given(election=elections())
def test_is_explained_step_by_step(preset, election):
    contest, ballots = election
    result = count(contest, ballots, preset)
    assert [step["project"] for step in result.steps] == result.winners
    lefts = [contest.envelope_minor, *(step["left"] for step in result.steps)]
    assert [before - after for before, after in pairwise(lefts)] == [step["cost"] for step in result.steps]
    assert {*result.winners} | result.losers.keys() == contest.projects.keys()
    assert not {*result.winners} & result.losers.keys()
    for code, entry in result.losers.items():
        if entry["reason"] in {"withdrawn", "costs_nothing"}:
            assert code in contest.withdrawn or contest.projects[code].cost_minor == 0
        elif entry["reason"] == "no_votes":
            assert entry["score"] == 0
        elif entry["reason"] not in {"stopped", "worth_less"}:
            assert entry["missing"] == entry["cost"] - entry["left"] > 0
    assert json.loads(json.dumps(result.as_json())) == result.as_json()


@every_preset
@given(election=elections())
def test_without_ledgers_the_outcome_is_the_same(preset, election):
    contest, ballots = election
    full = count(contest, ballots, preset)
    bare = count(contest, ballots, preset, is_explained=False)
    assert bare.losers == {}
    steps = [{name: value for name, value in step.items() if name != "skyline"} for step in full.steps]
    assert bare.as_json() | {"losers": full.losers} == full.as_json() | {"steps": steps}


@every_preset
@given(election=elections())
def test_voters_pay_what_a_purchase_costs_and_no_more_than_they_have(preset, election):
    contest, ballots = election
    result = count(contest, ballots, preset)
    scores = [KINDS[contest.kind].scores(ballot, contest) for ballot in ballots]
    paid = [PRESETS[preset].rule.payments(result.course, result.steps, each) for each in scores]
    for place, step in enumerate(result.steps):
        parts = [each[place] for each in paid]
        assert all(part >= 0 for part in parts)
        assert all(step["project"] in each for part, each in zip(parts, scores, strict=True) if part)
        if "price" in step or "time" in step:
            assert sum(parts) == step["cost"]
        else:
            assert sum(parts) == 0
    if result.steps and "share" in result.course:
        shares = [place for place, step in enumerate(result.steps) if "price" in step]
        assert all(sum(each[place] for place in shares) <= Fraction(result.course["share"]) for each in paid)


@every_preset_without_steps_in_money
@given(election=elections(), scale=st.integers(2, 100))
def test_all_money_times_the_same_changes_no_winner(preset, election, scale):
    contest, ballots = election
    dearer = type(contest)(
        contest.district,
        contest.envelope_minor * scale,
        contest.currency,
        contest.kind,
        {
            code: type(project)(code, project.title, project.cost_minor * scale)
            for code, project in contest.projects.items()
        },
        contest.limits,
        contest.withdrawn,
    )
    assert count(dearer, ballots, preset).winners == count(contest, ballots, preset).winners


@every_preset
@given(election=elections())
def test_figures_are_those_of_a_plain_recount(preset, election):
    contest, ballots = election
    result = count(contest, ballots, preset)
    named = [{line["p"] if isinstance(line, dict) else line for line in ballot} for ballot in ballots]
    funded = [len(codes & {*result.winners}) for codes in named]
    figures = result.metrics
    assert figures["voters"] == result.ballots == len(ballots)
    assert figures["excluded_voters"] == funded.count(0)
    assert figures["funded_choices"] == sum(funded)
    if ballots:
        assert figures["exclusion_ratio"] == round(float(Fraction(funded.count(0), len(ballots))), 6)
        assert figures["mean_funded_choices"] == round(float(Fraction(sum(funded), len(ballots))), 6)
    assert figures["budget_used"] == round(result.spent / contest.envelope_minor, 6)


@every_preset
@given(election=constrained_elections(), ties=tie_orders)
def test_every_constraint_holds(preset, election, ties):
    contest, ballots = election
    limits = contest.constraints
    result = count(contest, ballots, preset, {"ties": ties})
    winners = {*result.winners}
    named = [{line["p"] if isinstance(line, dict) else line for line in ballot} for ballot in ballots]
    assert result.spent <= contest.envelope_minor
    assert not winners or len(ballots) >= limits.min_turnout
    assert all(sum(code in codes for codes in named) >= limits.min_votes for code in winners)
    for category, cap in limits.caps.items():
        assert sum(contest.projects[c].cost_minor for c in winners if contest.projects[c].category == category) <= cap
    assert not any({*pair} <= winners for pair in limits.incompatible)
    assert winners | result.losers.keys() == contest.projects.keys()


@every_preset
@given(election=constrained_elections())
def test_a_constraint_that_stopped_a_project_is_the_reason_given(preset, election):
    contest, ballots = election
    result = count(contest, ballots, preset)
    winners = {*result.winners}
    for code, entry in result.losers.items():
        if entry["reason"] == "over_cap":
            assert entry["missing"] == entry["cost"] - entry["left"] > 0
            assert entry["category"] == contest.projects[code].category
        elif entry["reason"] == "incompatible":
            assert entry["with"] in winners
            assert {code, entry["with"]} in [{*pair} for pair in contest.constraints.incompatible]
        elif entry["reason"] == "low_turnout":
            assert entry["ballots"] == len(ballots) < entry["needed"]
        elif entry["reason"] == "few_votes":
            assert entry["votes"] < entry["needed"] == contest.constraints.min_votes
