"""Contests as the frozen manifest has them, amended by what two officers changed since; never as tables have become."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from city.models import Envelope, Round
from voting.rules.constraints import from_json
from voting.rules.contest import Contest, Limits, Project
from voting.rules.eligibility import Purse

# By hand, for it is asked with every ballot (docs/decisions/0030-a-cast-in-few-steps.md).
CHANGED = """
SELECT city_district.code, proposals_proposal.code, new_title, new_cost_minor
FROM (
  SELECT proposal_id, new_title, new_cost_minor, id FROM voting_amendment WHERE round_id = %s
  UNION ALL
  SELECT proposal_id, NULL, NULL, 0 FROM voting_withdrawal WHERE round_id = %s
) made
JOIN proposals_proposal ON proposals_proposal.id = proposal_id
JOIN city_district ON city_district.id = proposals_proposal.district_id
ORDER BY made.id
"""


def contest(round: Round, district: str) -> Contest | None:
    """The contest of a frozen round in the district with this code; None where there is none."""
    manifest = round.manifest or {}
    entry = next((entry for entry in manifest.get("districts", []) if entry["code"] == district), None)
    return contest_of(manifest, entry, changed(round)) if entry else None


def printed_contest(round: Round, district: str) -> Contest | None:
    """The contest as it was frozen, and so as it stands on papers, whatever was amended since."""
    manifest = round.manifest or {}
    entry = next((entry for entry in manifest.get("districts", []) if entry["code"] == district), None)
    return contest_of(manifest, entry) if entry else None


def contests(round: Round) -> list[Contest]:
    """Every contest of a frozen round, in the order of the manifest."""
    manifest = round.manifest or {}
    since = changed(round)
    return [contest_of(manifest, entry, since) for entry in manifest.get("districts", [])]


@dataclass(frozen=True)
class Changed:
    """What two officers changed on the ballots of a round, by district and ballot code."""

    amended: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    withdrawn: frozenset[tuple[str, str]] = frozenset()


UNCHANGED = Changed()


def changed(round: Round) -> Changed:
    """The title and the cost of each amended project, the later amendment standing; and what was withdrawn."""
    amended, gone = {}, set()
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [round.pk, round.pk])
        for district, code, title, cost in cursor.fetchall():
            if title is None:
                gone.add((district, code))
            else:
                amended[district, code] = title, cost
    return Changed(amended, frozenset(gone))


def withdrawn(round: Round) -> frozenset[tuple[str, str]]:
    """What was withdrawn since the freeze, by district and ballot code."""
    return changed(round).withdrawn


def contest_of(manifest: dict[str, Any], entry: dict[str, Any], changed: Changed = UNCHANGED) -> Contest:
    """One district's part of a manifest, as the contest it is with these changes."""
    ballot = manifest["ballot"]
    projects = {}
    for row in entry["projects"]:
        title, cost = changed.amended.get((entry["code"], row["code"]), (row["title"], row["cost"]))
        projects[row["code"]] = Project(row["code"], title, cost, row["category"])
    gone = {code for district, code in changed.withdrawn if district == entry["code"]}
    elsewhere = {row["code"] for other in manifest["districts"] if other is not entry for row in other["projects"]}
    return Contest(
        district=entry["code"],
        envelope_minor=entry["envelope"],
        currency=manifest["currency"],
        kind=ballot["kind"],
        projects=projects,
        limits=Limits(
            min_choices=ballot["min_choices"],
            max_choices=ballot.get("max_choices"),
            min_spend_minor=ballot["min_spend"],
            max_spend_minor=ballot.get("max_spend"),
            points=ballot.get("points"),
            max_points_each=ballot.get("max_points_each"),
        ),
        withdrawn=frozenset(entry.get("withdrawn", [])) | gone,
        scoring=tuple(ballot["scoring"]),
        elsewhere=frozenset(elsewhere - set(projects)),
        constraints=from_json(entry.get("constraints", {})),
    )


def purses(round: Round) -> list[Purse]:
    """The districts with an envelope in the round."""
    rows = Envelope.objects.filter(round=round).values_list("district__code", "district__is_citywide")
    return [Purse(code, is_citywide) for code, is_citywide in rows]
