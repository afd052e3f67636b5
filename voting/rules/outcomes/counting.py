"""From ballots to a result, by any preset, with any parameter changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from voting.rules.contest import Contest
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.fairness import fairness
from voting.rules.outcomes.metrics import metrics
from voting.rules.outcomes.profile import Profile, gather
from voting.rules.outcomes.result import Result, part_of
from voting.rules.outcomes.rule import Decision, admits
from voting.rules.outcomes.ties import TieOrder, is_order

NO_CHANGES: Mapping[str, str] = {}


class UnknownParameter(ValueError):  # noqa: N818 - says what is wrong
    """There is no such preset or parameter, or it cannot have this value; the message says what there is."""


def settings(preset: str, changes: Mapping[str, str] = NO_CHANGES) -> dict[str, str]:
    """Give every parameter of a preset and its value; UnknownParameter where a change makes no sense."""
    if preset not in PRESETS:
        raise UnknownParameter(f"There is no rule {preset!r}. There are: {', '.join(PRESETS)}.")
    rule = PRESETS[preset].rule
    for name, value in changes.items():
        if name not in {*rule.choices, "ties", "seed"}:
            raise UnknownParameter(
                f"{preset} has no parameter {name!r}. It has: {', '.join([*rule.choices, 'ties', 'seed'])}."
            )
        if name in rule.choices and not admits(rule.choices[name], value):
            raise UnknownParameter(f"{name} can be {' or '.join(rule.choices[name])}, not {value!r}.")
    parameters = {"method": rule.code, "seed": "", **PRESETS[preset].parameters, **changes}
    if not is_order(parameters["ties"]):
        raise UnknownParameter("ties is an order of cost and votes that ends with lot or id, such as cost,votes,lot.")
    return parameters


def rule_parameters(preset: str, changes: Mapping[str, str] = NO_CHANGES) -> dict[str, str]:
    """Give the parameters of the rule itself, without how ties are settled, which a manifest names apart."""
    apart = {"method", "ties", "seed"}
    return {name: value for name, value in settings(preset, changes).items() if name not in apart}


def count(
    contest: Contest,
    ballots: Iterable[Any],
    preset: str,
    changes: Mapping[str, str] = NO_CHANGES,
    *,
    is_explained: bool = True,
) -> Result:
    """Count stored ballots of a contest; UnknownParameter where preset or changes make no sense."""
    return count_profile(contest, gather(contest, ballots), preset, changes, is_explained=is_explained)


def count_profile(
    contest: Contest,
    profile: Profile,
    preset: str,
    changes: Mapping[str, str] = NO_CHANGES,
    *,
    is_explained: bool = True,
) -> Result:
    """Count the ballots of a contest that are gathered already."""
    parameters = settings(preset, changes)
    ties = TieOrder(parameters["ties"], profile.projects, profile.votes(), parameters["seed"], contest.district)
    decision = PRESETS[preset].rule.decide(profile, parameters, ties, is_explained)
    return _result(contest, profile, preset, parameters, decision, is_explained=is_explained)


def _result(
    contest: Contest,
    profile: Profile,
    preset: str,
    parameters: Mapping[str, str],
    decision: Decision,
    *,
    is_explained: bool,
) -> Result:
    return Result(
        rule=preset,
        parameters=parameters,
        currency=contest.currency,
        ballots=profile.voters,
        budget=contest.envelope_minor,
        winners=decision.winners,
        spent=sum(profile.projects[code].cost_minor for code in decision.winners)
        + sum(part_of(decision.course).values()),
        steps=decision.steps,
        losers=decision.losers | _not_standing(contest, profile) if is_explained else {},
        ties=decision.ties,
        metrics=metrics(profile, decision.winners) | fairness(profile, decision.winners),
        course=decision.course,
    )


def _not_standing(contest: Contest, profile: Profile) -> dict[str, dict[str, Any]]:
    return {
        code: {
            "reason": "withdrawn" if code in contest.withdrawn else "costs_nothing",
            "cost": project.cost_minor,
        }
        for code, project in contest.projects.items()
        if code not in profile.projects
    }
