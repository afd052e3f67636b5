"""How an action says no: with a kind, and with every reason in words that help."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """Why an act is refused; the value is the HTTP status that says the same."""

    FORBIDDEN = 403
    NOT_FOUND = 404
    CONFLICT = 409
    CLOSED = 410
    INVALID = 422
    TOO_MANY = 429


@dataclass(frozen=True)
class Reason:
    """One thing that stands in the way: what it is, which field it is about, and what to do."""

    code: str
    message: str
    field: str = ""
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)


class Refused(Exception):  # noqa: N818 - the act is refused; nothing went wrong
    """An action was not carried out, and nothing was written."""

    def __init__(self, *reasons: Reason, kind: Kind = Kind.INVALID) -> None:
        super().__init__("; ".join(f"{reason.code}: {reason.message}" for reason in reasons))
        self.reasons = reasons
        self.kind = kind


def refuse(code: str, message: str, *, field: str = "", kind: Kind = Kind.INVALID) -> Refused:
    """A refusal for a single reason."""
    return Refused(Reason(code, message, field), kind=kind)
