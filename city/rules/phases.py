"""The seasons of a round: which verbs each phase permits, who owns it and how it ends.

No page asks "which phase is it?" to decide what may be done: it asks whether the phase permits the verb.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verb(StrEnum):
    """What people and officials do in a round."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    PUBLISH = "publish"
    RETURN = "return"
    HIDE = "hide"
    VALUE = "value"
    SET_RULE = "set_rule"
    FREEZE = "freeze"
    CAST = "cast"
    COUNT = "count"
    CERTIFY = "certify"
    COMMIT = "commit"
    PAY = "pay"
    ENROL = "enrol"
    ATTEST = "attest"
    IMPORT_ROLL = "import_roll"


class PhaseKind(StrEnum):
    """A dated stretch of a round."""

    PROPOSING = "proposing"
    REVIEWING = "reviewing"
    VOTING = "voting"
    CHALLENGING = "challenging"
    DELIVERING = "delivering"


@dataclass(frozen=True)
class PhaseRule:
    """What a phase permits, who answers for it, and what ends it."""

    verbs: frozenset[Verb]
    owner: str
    exit: str


ROLL = frozenset({Verb.ENROL, Verb.ATTEST, Verb.IMPORT_ROLL})
MODERATION = frozenset({Verb.WITHDRAW, Verb.PUBLISH, Verb.RETURN, Verb.HIDE, Verb.VALUE})

PHASES: dict[PhaseKind, PhaseRule] = {
    PhaseKind.PROPOSING: PhaseRule(MODERATION | ROLL | {Verb.SUBMIT, Verb.SET_RULE}, "residents", "its closing date"),
    PhaseKind.REVIEWING: PhaseRule(
        MODERATION | ROLL | {Verb.SET_RULE, Verb.FREEZE}, "officials", "its closing date; the round is frozen before"
    ),
    PhaseKind.VOTING: PhaseRule(ROLL | {Verb.CAST}, "residents", "its closing date, read from the database clock"),
    PhaseKind.CHALLENGING: PhaseRule(frozenset({Verb.COUNT, Verb.CERTIFY}), "election officers", "certification"),
    PhaseKind.DELIVERING: PhaseRule(
        frozenset({Verb.COUNT, Verb.CERTIFY, Verb.COMMIT, Verb.PAY}),
        "finance officers",
        "the last award delivered",
    ),
}


@dataclass(frozen=True)
class Stretch:
    """A phase and its dates: open from `opens_at`, and no longer open at `closes_at` (both UTC)."""

    kind: PhaseKind
    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def permits(stretches: list[Stretch], verb: Verb, now: datetime) -> bool:
    """Whether a phase that is open at `now` permits the verb."""
    return any(verb in PHASES[stretch.kind].verbs for stretch in stretches if stretch.is_open(now))
