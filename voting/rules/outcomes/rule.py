from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.ties import TieOrder

Parameters = Mapping[str, str]
Entry = dict[str, Any]
Scores = Mapping[str, int]

NUMBER = ("a whole number",)
"""The choices of a parameter that takes any whole number from 0."""
LONGEST_NUMBER = 18


def admits(choices: tuple[str, ...], value: str) -> bool:
    """Whether a parameter with these choices can have this value."""
    if choices != NUMBER:
        return value in choices
    return value.isascii() and value.isdecimal() and len(value) <= LONGEST_NUMBER


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule makes of a profile; entries are JSON objects, described in docs/counting.md.

    `winners` are in order of purchase; `steps` has an entry for each purchase, `losers` one for each other
    project of the profile, `ties` one for each tie met and how it was settled; `course` says of the whole
    count what no step says.
    """

    winners: list[str]
    steps: list[Entry] = field(default_factory=list)
    losers: dict[str, Entry] = field(default_factory=dict)
    ties: list[Entry] = field(default_factory=list)
    course: Entry = field(default_factory=dict)


def no_payments(course: Entry, steps: Sequence[Entry], scores: Scores) -> list[Fraction]:  # noqa: ARG001 - as every rule's
    """What a voter pays at each step under a rule that gives voters no money."""
    return [Fraction(0)] * len(steps)


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """A way from ballots to winners.

    `choices` names each parameter of its own and the values it may take; every rule has `ties` and `seed`
    besides. `decide(profile, parameters, ties, is_explained)` gives the same for the same input, whatever
    the order of ballots; unless `is_explained` it may leave out the entries of losers and pictures of steps.
    `payments(course, steps, scores)` says what one voter whose ballot gives these scores pays at each step,
    in minor units and exact, from what the decision says alone.
    """

    code: str
    choices: Mapping[str, tuple[str, ...]]
    decide: Callable[[Profile, Parameters, TieOrder, bool], Decision]
    payments: Callable[[Entry, Sequence[Entry], Scores], list[Fraction]] = no_payments


@dataclass(frozen=True, slots=True)
class Preset:
    """A rule with a value for each of its parameters, under the name a round chooses it by."""

    code: str
    rule: OutcomeRule
    parameters: Parameters
