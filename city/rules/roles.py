"""Who may do what: the roles officials hold, and the verbs each role carries. Nothing is allowed by default."""

from enum import StrEnum

from city.rules.phases import Verb


class Role(StrEnum):
    """An office held for one round or for the whole city. A resident needs none."""

    MODERATOR = "moderator"
    REVIEWER = "reviewer"
    FINANCE_OFFICER = "finance_officer"
    REGISTRAR = "registrar"
    ELECTION_OFFICER = "election_officer"
    AUDITOR = "auditor"
    COMMUNICATIONS = "communications"
    HELPER = "helper"


# What no official does alone: one opens a case, another approves it.
TWO_PERSON = frozenset(
    {
        Verb.FREEZE,
        Verb.AMEND,
        Verb.WITHDRAW_LISTED,
        Verb.EXTEND,
        Verb.CLOSE_EARLY,
        Verb.VOID,
        Verb.CLOSE_STATION,
        Verb.CERTIFY,
        Verb.DESTROY_KEY,
        Verb.CANCEL,
        Verb.REALLOCATE,
        Verb.GRANT,
        Verb.REVOKE,
        Verb.RESET_FACTOR,
    }
)

VERBS: dict[Role, frozenset[Verb]] = {
    Role.MODERATOR: frozenset({Verb.PUBLISH, Verb.RETURN, Verb.HIDE}),
    Role.REVIEWER: frozenset({Verb.VALUE}),
    Role.FINANCE_OFFICER: frozenset({Verb.VALUE, Verb.COMMIT, Verb.PAY}),
    Role.REGISTRAR: frozenset(
        {Verb.ENROL, Verb.ATTEST, Verb.IMPORT_ROLL, Verb.CHECK_OFF, Verb.TYPE_PAPER, Verb.REREAD}
    ),
    Role.ELECTION_OFFICER: TWO_PERSON
    | {Verb.SET_UP_STATION, Verb.SET_RULE, Verb.SET_TERMS, Verb.COUNT, Verb.ANSWER, Verb.RERUN, Verb.READ_AUDIT},
    Role.AUDITOR: frozenset({Verb.READ_DESK, Verb.READ_AUDIT}),
    Role.COMMUNICATIONS: frozenset(),
    Role.HELPER: frozenset({Verb.ASSIST}),
}


def may(roles: frozenset[Role], verb: Verb) -> bool:
    """Whether any of the roles carries the verb."""
    return any(verb in VERBS[role] for role in roles)
