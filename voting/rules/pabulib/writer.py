"""Write an election as a Pabulib `.pb` file: the same election gives the same bytes.

Projects and ballots keep their order (see anonymous.py); voters are numbered, votes and scores counted anew.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

from city.rules.money import in_units
from voting.rules.ballots.alike import alike
from voting.rules.contest import Contest
from voting.rules.pabulib import fields
from voting.rules.pabulib.election import Election, Listing
from voting.rules.pabulib.meta import NO_CURRENCY, vote_type
from voting.rules.pabulib.recount import scores_of, votes_of
from voting.rules.pabulib.rows import composed

BREAKS = re.compile(r"[\r\n\0]+")


def write(election: Election) -> Iterator[str]:
    """Give the lines of the file, each with its line end."""
    yield "META\nkey;value\n"
    meta = meta_of(election)
    for key in fields.in_order(meta, fields.META):
        yield line([key, meta[key]])
    yield "PROJECTS\n"
    rows = [*_projects(election)]
    columns = fields.in_order({name: None for row in rows for name, text in row.items() if text}, fields.PROJECTS)
    yield line(columns)
    yield from (line(row.get(name, "") for name in columns) for row in rows)
    yield "VOTES\n"
    names = fields.in_order(election.voters, fields.VOTES)
    points = ["points"] if election.contest.kind == "points" or election.contest.scoring else []
    yield line(["voter_id", "vote", *points, *names])
    for number, row in enumerate(vote_rows(election, names), start=1):
        yield f"{number};{row}"


def line(cells: Iterable[str]) -> str:
    """Join cells, in quotation marks where a cell needs them."""
    return ";".join(map(_cell, cells)) + "\n"


def _cell(text: str) -> str:
    text = composed(BREAKS.sub(" ", text).strip())
    return '"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text


def meta_of(election: Election) -> dict[str, str]:
    """Give the keys and values of META: what the election's own say, and what its contest and ballots say anew."""
    contest = election.contest
    costs = sum(project.cost_minor for project in contest.projects.values())
    counted: dict[str, object] = {
        "num_projects": len(contest.projects),
        "num_votes": len(election.ballots),
        "budget": in_units(contest.envelope_minor, contest.currency),
        "vote_type": vote_type(contest, election.meta.get("vote_type", "")),
        "currency": None if contest.currency == NO_CURRENCY else contest.currency,
        "fully_funded": 1 if costs <= contest.envelope_minor else None,
        **_limits(contest),
    }
    days = {"date_begin": election.begins_on, "date_end": election.ends_on}
    said = {key: f"{day:%d.%m.%Y}" for key, day in days.items()} | {**election.meta}
    return said | {key: str(value) for key, value in counted.items() if value is not None}


def _limits(contest: Contest) -> dict[str, object]:
    """Give the limits of a ballot, no wider than the contest: no more choices than projects."""
    limits, most = contest.limits, contest.limits.max_choices
    max_spend = contest.envelope_minor if contest.kind == "knapsack" else None
    max_spend = max_spend if limits.max_spend_minor is None else limits.max_spend_minor
    return {
        "min_length": limits.min_choices or None,
        "max_length": 1 if contest.kind == "choose-one" else most and min(most, len(contest.projects)),
        "min_sum_cost": in_units(limits.min_spend_minor, contest.currency) if limits.min_spend_minor else None,
        "max_sum_cost": None if max_spend is None else in_units(max_spend, contest.currency),
        "max_points": limits.max_points_each,
        "max_sum_points": limits.points,
    }


def _projects(election: Election) -> Iterator[dict[str, str]]:
    """Give the cells of each project by their column; names only where a project has one of its own."""
    contest = election.contest
    votes = votes_of(contest, election.ballots)
    is_scored = contest.kind in {"points", "ranking"}
    scores = scores_of(contest, election.ballots) if is_scored else {}
    is_named = any(project.title != code for code, project in contest.projects.items())
    for code, project in contest.projects.items():
        said = election.listings.get(code, Listing(code))
        yield {
            **said.more,
            "project_id": code,
            "cost": in_units(project.cost_minor, contest.currency),
            "votes": str(votes[code]),
            "score": str(scores[code]) if is_scored else "",
            "name": project.title if is_named else "",
            "category": ",".join(said.categories or [project.category]),
            "beneficiaries": ",".join(said.beneficiaries),
            "selected": "" if said.selected is None else str(said.selected),
            "neighborhood": said.neighborhood,
            "description": said.description,
            "latitude": "" if said.latitude is None else f"{said.latitude:f}",
            "longitude": "" if said.longitude is None else f"{said.longitude:f}",
        }


def vote_rows(election: Election, names: Sequence[str]) -> Iterator[str]:
    """Give each row of VOTES without its number: the ballot, and the named columns of its voter."""
    ballot = {id(choices): line(_vote(choices, election.contest)) for choices, _ in alike(election.ballots)}
    if not names:
        return map(ballot.__getitem__, map(id, election.ballots))
    voters = [*zip(*(election.voters[name] for name in names), strict=True)]
    voter = {cells: line(cells) for cells in {*voters}}
    rows = zip(election.ballots, voters, strict=True)
    return (f"{ballot[id(choices)][:-1]};{voter[cells]}" for choices, cells in rows)


def _vote(choices: list[Any], contest: Contest) -> list[str]:
    """Give the cells of a ballot, what it prefers first."""
    if contest.kind == "points":
        lines = sorted(choices, key=lambda line: -line["w"])
        return [",".join(line["p"] for line in lines), ",".join(str(line["w"]) for line in lines)]
    if not contest.scoring:
        return [",".join(choices)]
    vector = [*contest.scoring, *repeat(0, len(choices))]
    return [",".join(choices), ",".join(map(str, vector[: len(choices)]))]
