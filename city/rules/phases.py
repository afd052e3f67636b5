"""The seasons of a round: which verbs each phase permits, who owns it and how it ends.

No page asks "which phase is it?" to decide what may be done: it asks whether the phase permits the verb.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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
    ENROL = "enrol"
    ATTEST = "attest"
    IMPORT_ROLL = "import_roll"
    SET_RULE = "set_rule"
    SET_TERMS = "set_terms"
    FREEZE = "freeze"
    AMEND = "amend"
    WITHDRAW_LISTED = "withdraw_listed"
    SET_UP_STATION = "set_up_station"
    CAST = "cast"
    ASSIST = "assist"
    CHECK_OFF = "check_off"
    TYPE_PAPER = "type_paper"
    CLOSE_STATION = "close_station"
    REREAD = "reread"
    EXTEND = "extend"
    CLOSE_EARLY = "close_early"
    VOID = "void"
    COUNT = "count"
    CERTIFY = "certify"
    DESTROY_KEY = "destroy_key"
    COMPLAIN = "complain"
    ANSWER = "answer"
    CANCEL = "cancel"
    RERUN = "rerun"
    REALLOCATE = "reallocate"
    COMMIT = "commit"
    PAY = "pay"
    GRANT = "grant"
    REVOKE = "revoke"
    RESET_FACTOR = "reset_factor"
    READ_DESK = "read_desk"
    READ_AUDIT = "read_audit"


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


MODERATION = frozenset({Verb.WITHDRAW, Verb.PUBLISH, Verb.RETURN, Verb.HIDE, Verb.VALUE})
ROLL = frozenset({Verb.ENROL, Verb.ATTEST, Verb.IMPORT_ROLL})
BALLOT = frozenset({Verb.AMEND, Verb.WITHDRAW_LISTED})
AT_STATIONS = frozenset({Verb.SET_UP_STATION, Verb.ASSIST, Verb.CHECK_OFF, Verb.TYPE_PAPER})
# What is done with the papers of a vote that is over.
FROM_BOXES = frozenset({Verb.TYPE_PAPER, Verb.CLOSE_STATION, Verb.REREAD})
# What belongs to no season. A round gets its dates while it has none; a result is certified after the last day to
# object, whether or not a phase follows; a key may be destroyed long after the last phase of its round.
ALWAYS = frozenset(
    {
        *(Verb.GRANT, Verb.REVOKE, Verb.RESET_FACTOR, Verb.READ_DESK, Verb.READ_AUDIT, Verb.SET_TERMS),
        *(Verb.CERTIFY, Verb.DESTROY_KEY, Verb.ANSWER, Verb.CANCEL, Verb.RERUN),
    }
)

PHASES: dict[PhaseKind, PhaseRule] = {
    PhaseKind.PROPOSING: PhaseRule(MODERATION | ROLL | {Verb.SUBMIT, Verb.SET_RULE}, "residents", "its closing date"),
    PhaseKind.REVIEWING: PhaseRule(
        MODERATION | ROLL | BALLOT | {Verb.SET_RULE, Verb.FREEZE, Verb.SET_UP_STATION},
        "officials",
        "its closing date; the round is frozen before",
    ),
    PhaseKind.VOTING: PhaseRule(
        ROLL | BALLOT | AT_STATIONS | {Verb.FREEZE, Verb.CAST, Verb.EXTEND, Verb.CLOSE_EARLY, Verb.VOID, Verb.COMPLAIN},
        "residents",
        "its closing date, read from the database clock",
    ),
    PhaseKind.CHALLENGING: PhaseRule(
        FROM_BOXES | {Verb.COMPLAIN, Verb.VOID, Verb.COUNT},
        "election officers",
        "its closing date, the last day to object; then certification",
    ),
    PhaseKind.DELIVERING: PhaseRule(
        FROM_BOXES | {Verb.VOID, Verb.COUNT, Verb.COMMIT, Verb.PAY, Verb.REALLOCATE},
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
    """Whether a phase that is open at `now` permits the verb, or the verb belongs to no season."""
    return verb in ALWAYS or any(verb in PHASES[stretch.kind].verbs for stretch in stretches if stretch.is_open(now))


def rescheduled(stretches: Iterable[Stretch], closes_at: datetime) -> list[Stretch]:
    """The phases of a round whose vote is to close at another moment.

    What begins when the vote is over, or later, moves by the same time: nobody has fewer days to object.
    """
    phases = list(stretches)
    voting = next(stretch for stretch in phases if stretch.kind is PhaseKind.VOTING)
    by = closes_at - voting.closes_at
    return [
        replace(stretch, closes_at=closes_at)
        if stretch is voting
        else replace(stretch, opens_at=stretch.opens_at + by, closes_at=stretch.closes_at + by)
        if stretch.opens_at >= voting.closes_at
        else stretch
        for stretch in phases
    ]
