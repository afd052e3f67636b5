"""What a round fixes when it is frozen: as it would be now, and as it was."""

from collections.abc import Mapping
from typing import Any

from city.models import Envelope, Round
from city.queries.rounds import envelopes_of
from city.rules.phases import PhaseKind
from proposals.models import Proposal
from voting.queries.readiness import about_constraints, about_rule, candidates
from voting.queries.terms import terms
from voting.rules.constraints import of_contest
from voting.rules.contest import Project
from voting.rules.manifest import DistrictPart, manifest


def fixed(round: Round) -> dict[str, Any] | None:
    """The manifest of a frozen round; else what it would be now, without what is only drawn when it is frozen.

    None where it cannot be said yet: the vote has no dates, or its rule or constraints cannot be used.
    """
    if round.manifest is not None:
        return dict(round.manifest)
    if round.stretch(PhaseKind.VOTING) is None or about_rule(round) or about_constraints(round):
        return None
    parts = [part_of(round, envelope, listed) for envelope, listed in ballots_of(round)]
    return manifest(terms(round, parts, key_hash=""))


def ballots_of(round: Round) -> list[tuple[Envelope, dict[str, Proposal]]]:
    """What would go on each ballot now: its proposals, in the order of submission, by their codes."""
    filled = candidates(round)
    return [(envelope, _coded(filled.get(envelope.district_id, []))) for envelope in envelopes_of(round)]


def _coded(listed: list[Proposal]) -> dict[str, Proposal]:
    """Number those that have no code yet: P01, P02 and so on."""
    return {proposal.code or f"P{number:02}": proposal for number, proposal in enumerate(listed, start=1)}


def part_of(round: Round, envelope: Envelope, listed: Mapping[str, Proposal]) -> DistrictPart:
    """A district's part of the manifest."""
    projects = [_project(code, proposal) for code, proposal in listed.items()]
    codes = {proposal.pk: code for code, proposal in listed.items()}
    constraints = of_contest(round.constraints, envelope.amount_minor, codes)
    return DistrictPart(envelope.district.code, envelope.amount_minor, projects, constraints=constraints)


def _project(code: str, proposal: Proposal) -> Project:
    category = proposal.category.code if proposal.category else ""
    return Project(code, proposal.title, proposal.valuation.cost_minor or 0, category)
