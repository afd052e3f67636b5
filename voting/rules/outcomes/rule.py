from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.ties import TieOrder

Parameters = Mapping[str, str]
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule makes of a profile; entries are JSON objects, their shape is the rule's (see its module).

    `winners` are in order of purchase; `steps` has an entry for each purchase, `losers` one for each other
    project of the profile, `ties` one for each tie met and how it was settled.
    """

    winners: list[str]
    steps: list[Entry] = field(default_factory=list)
    losers: dict[str, Entry] = field(default_factory=dict)
    ties: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """A way from ballots to winners.

    `choices` names each parameter of its own and the values it may take; every rule has `ties` and `seed`
    besides. `decide(profile, parameters, ties, is_explained)` gives the same for the same input, whatever
    the order of ballots; unless `is_explained` it may leave out the entries of losers.
    """

    code: str
    choices: Mapping[str, tuple[str, ...]]
    decide: Callable[[Profile, Parameters, TieOrder, bool], Decision]


@dataclass(frozen=True, slots=True)
class Preset:
    """A rule with a value for each of its parameters, under the name a round chooses it by."""

    code: str
    rule: OutcomeRule
    parameters: Parameters
