"""Contests as the frozen manifest has them: never as the tables have become since."""

from typing import Any

from city.models import Envelope, Round
from voting.rules.constraints import from_json
from voting.rules.contest import Contest, Limits, Project
from voting.rules.eligibility import Purse


def contest(round: Round, district: str) -> Contest | None:
    """The contest of a frozen round in the district with this code; None where there is none."""
    manifest = round.manifest or {}
    entry = next((entry for entry in manifest.get("districts", []) if entry["code"] == district), None)
    return contest_of(manifest, entry) if entry else None


def contests(round: Round) -> list[Contest]:
    """Every contest of a frozen round, in the order of the manifest."""
    manifest = round.manifest or {}
    return [contest_of(manifest, entry) for entry in manifest.get("districts", [])]


def contest_of(manifest: dict[str, Any], entry: dict[str, Any]) -> Contest:
    ballot = manifest["ballot"]
    projects = {
        row["code"]: Project(row["code"], row["title"], row["cost"], row["category"]) for row in entry["projects"]
    }
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
        withdrawn=frozenset(entry.get("withdrawn", [])),
        scoring=tuple(ballot["scoring"]),
        elsewhere=frozenset(elsewhere - set(projects)),
        constraints=from_json(entry.get("constraints", {})),
    )


def purses(round: Round) -> list[Purse]:
    """The districts with an envelope in the round."""
    rows = Envelope.objects.filter(round=round).values_list("district__code", "district__is_citywide")
    return [Purse(code, is_citywide) for code, is_citywide in rows]
