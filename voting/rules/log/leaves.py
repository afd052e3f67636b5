"""The leaves of a round's log: what each type holds. Each is canonical JSON on one line (city/rules/canonical.py).

Hashes are hexadecimal, amounts minor units, moments UTC to the second. `case` is the number of the case in which two
officers decided; 0 where there was none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Leaf = dict[str, Any]


@dataclass(frozen=True)
class Ruling:
    """Why officers did something, when, and in which case."""

    reason: str
    at: datetime
    case: int = 0

    def as_json(self) -> Leaf:
        told: Leaf = {"reason": self.reason, "at": moment(self.at)}
        return told | ({"case": self.case} if self.case else {})


@dataclass(frozen=True)
class RollArea:
    """How many may vote in a district; a number that could point at somebody is left out."""

    district: str
    total: int | None
    methods: Mapping[str, int]

    def as_json(self) -> Leaf:
        told: Leaf = {"district": self.district}
        if self.total is not None:
            told["total"] = self.total
        return told | ({"methods": dict(self.methods)} if self.methods else {})


def leaf(kind: str, **content: Any) -> Leaf:
    """A leaf of this type."""
    return {"v": 1, "t": kind, **content}


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def opened(*, round: str, manifest: str) -> Leaf:
    """The first leaf: which manifest this log belongs to."""
    return leaf("open", round=round, manifest=manifest)


def roll(*, total: int, areas: Sequence[RollArea], root: str) -> Leaf:
    """How many may vote, and the root over their salted hashes (voting/rules/log/roll.py)."""
    return leaf("roll", total=total, areas=[area.as_json() for area in areas], root=root)


def cast(*, district: str, h: str) -> Leaf:
    """One cast."""
    return leaf("cast", district=district, h=h)


def tally(*, district: str, ballots: int, counts: Mapping[str, int], voids: int) -> Leaf:
    """The count of a contest: what every slot's last cast before this leaf says, voided ones left out."""
    told = [{"p": code, "n": counts[code]} for code in sorted(counts)]
    return leaf("tally", district=district, ballots=ballots, counts=told, voids=voids)


def turnout(*, district: str, ballots: int) -> Leaf:
    """How many have a ballot in the log, where the counts may not be told yet."""
    return leaf("turnout", district=district, ballots=ballots)


def amended(*, district: str, code: str, title: str, cost: int, old_title: str, old_cost: int, ruling: Ruling) -> Leaf:
    """Another title or cost of a project on the ballot."""
    changed = {"title": title, "cost": cost, "old_title": old_title, "old_cost": old_cost}
    return leaf("amend", district=district, code=code, **changed, **ruling.as_json())


def withdrawn(*, district: str, code: str, ruling: Ruling) -> Leaf:
    """A project that stays on ballots cast and counts for nothing."""
    return leaf("withdraw", district=district, code=code, **ruling.as_json())


def rescheduled(*, closes: datetime, old_closes: datetime, ruling: Ruling) -> Leaf:
    """Another closing of the vote."""
    kind = "extend" if closes > old_closes else "shorten"
    return leaf(kind, closes=moment(closes), old_closes=moment(old_closes), **ruling.as_json())


def voided(*, district: str, h: str, ruling: Ruling) -> Leaf:
    """A cast that counts no more."""
    return leaf("void", district=district, h=h, **ruling.as_json())


def closed(*, closes: datetime, casts: Mapping[str, int]) -> Leaf:
    """The end of the vote, and how many casts each contest had by then."""
    told = [{"district": code, "casts": casts[code]} for code in sorted(casts)]
    return leaf("close", closes=moment(closes), casts=told)


def result(
    *, district: str, state: str, rule: str, ballots: int, winners: Sequence[str], spent: int, outcome: str
) -> Leaf:
    """What a contest funds, `provisional` or `certified`; `outcome` is the hash of all of it."""
    said = {"rule": rule, "ballots": ballots, "winners": list(winners), "spent": spent, "outcome": outcome}
    return leaf("result", district=district, state=state, **said)


def new_key(*, use: str, key: str, ruling: Ruling) -> Leaf:
    """From here on another key signs: `use` is log or receipt, `key` the verifier key."""
    return leaf("newkey", use=use, key=key, **ruling.as_json())


def key_destroyed(*, key: str, ruling: Ruling) -> Leaf:
    """The round's key with this hash is gone."""
    return leaf("keydestroy", key=key, **ruling.as_json())


def audited(*, entries: int, head: str) -> Leaf:
    """How long the audit trail is, and the hash of its last entry."""
    return leaf("audit", entries=entries, head=head)
