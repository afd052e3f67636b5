"""The manifest: everything that could change who wins, in one value that is hashed into every ballot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from voting.rules.constraints import NONE, Constraints
from voting.rules.contest import Project
from voting.rules.outcomes import PUBLISHED_TIES


@dataclass(frozen=True)
class DistrictPart:
    """A district's part of the manifest: its envelope (minor units) and its projects in ballot order.

    `withdrawn` are codes of projects that an imported election had on its ballot and counts for nothing.
    """

    code: str
    envelope_minor: int
    projects: Sequence[Project]
    withdrawn: Sequence[str] = ()
    constraints: Constraints = NONE


@dataclass(frozen=True)
class Terms:
    """What a round fixes before it opens.

    `seed` and `key_hash` are 32 bytes in hexadecimal; `tie_order` as in voting/rules/outcomes/ties.py; `log` names the
    log ("origin") and the verifier keys of it ("key") and of its receipts ("receipt_key"), where the round has any.
    """

    round: str
    currency: str
    kind: str
    limits: Mapping[str, int | None]
    scoring: Sequence[int]
    rule: str
    parameters: Mapping[str, object]
    seed: str
    may_vote_in: str
    may_vote_in_count: int
    min_level: int
    visibility: str
    k: int
    mmd_minutes: int
    opens_at: datetime
    closes_at: datetime
    key_hash: str
    districts: Sequence[DistrictPart] = field(default_factory=list)
    tie_order: str = PUBLISHED_TIES
    min_age: int = 0
    postcodes: Sequence[str] = ()
    log: Mapping[str, str] = field(default_factory=dict)


def manifest(terms: Terms) -> dict[str, object]:
    """The manifest of these terms, in the restricted JSON of city/rules/canonical.py."""
    return {
        "v": 1,
        "round": terms.round,
        "currency": terms.currency,
        "districts": [_district(part) for part in terms.districts],
        "ballot": {
            "kind": terms.kind,
            "scoring": list(terms.scoring),
            **{name: value for name, value in terms.limits.items() if value is not None},
        },
        "rule": terms.rule,
        "parameters": dict(terms.parameters),
        "ties": {"order": terms.tie_order.split(","), "seed": terms.seed},
        "may_vote_in": terms.may_vote_in,
        "may_vote_in_count": terms.may_vote_in_count,
        "min_level": terms.min_level,
        "visibility": terms.visibility,
        "k": terms.k,
        "mmd": terms.mmd_minutes,
        "opens": _moment(terms.opens_at),
        "closes": _moment(terms.closes_at),
        "key": terms.key_hash,
        **({"log": dict(terms.log)} if terms.log else {}),
        **({"min_age": terms.min_age} if terms.min_age else {}),
        **({"postcodes": sorted(terms.postcodes)} if terms.postcodes else {}),
    }


def _district(part: DistrictPart) -> dict[str, object]:
    projects = [
        {"code": row.code, "title": row.title, "cost": row.cost_minor, "category": row.category}
        for row in part.projects
    ]
    district: dict[str, object] = {"code": part.code, "envelope": part.envelope_minor, "projects": projects}
    if part.withdrawn:
        district["withdrawn"] = sorted(part.withdrawn)
    if constraints := part.constraints.as_json():
        district["constraints"] = constraints
    return district


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
