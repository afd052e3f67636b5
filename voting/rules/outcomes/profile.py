"""The ballots of a contest as an outcome rule sees them: scores for projects, identical ballots together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.rules.ballots import KINDS
from voting.rules.ballots.alike import alike
from voting.rules.contest import Contest, Project


@dataclass(frozen=True, slots=True)
class Group:
    """Voters whose ballots give the same scores; `scores` are (code, score) pairs sorted by code."""

    scores: tuple[tuple[str, int], ...]
    voters: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What a rule decides on.

    `projects` are those that stand: on the ballot, not withdrawn, and costing money. `voters` are all who
    voted, also where nothing on their ballot stands any more. The order of `projects` and `groups` comes
    from codes and scores alone, so the order of ballots can never matter.
    """

    budget_minor: int
    projects: Mapping[str, Project]
    groups: Sequence[Group]
    voters: int

    def scores(self) -> dict[str, int]:
        """Add up the score of each project (votes, where a ballot gives each project one)."""
        totals = dict.fromkeys(self.projects, 0)
        for group in self.groups:
            for code, score in group.scores:
                totals[code] += score * group.voters
        return totals

    def supporters(self) -> dict[str, list[int]]:
        """Map each project to the groups that score it, by their place in `groups`."""
        found: dict[str, list[int]] = {code: [] for code in self.projects}
        for place, group in enumerate(self.groups):
            for code, _ in group.scores:
                found[code].append(place)
        return found

    def votes(self) -> dict[str, int]:
        """Count the voters who score each project."""
        counts = dict.fromkeys(self.projects, 0)
        for group in self.groups:
            for code, _ in group.scores:
                counts[code] += group.voters
        return counts


def gather(contest: Contest, ballots: Iterable[Any]) -> Profile:
    """Group stored ballots (canonical choices of the contest's kind)."""
    projects = {
        code: project
        for code, project in sorted(contest.projects.items())
        if contest.has_open(code) and project.cost_minor > 0
    }
    scores = KINDS[contest.kind].scores
    times: Counter[tuple[tuple[str, int], ...]] = Counter()
    for choices, voters in alike([*ballots]):
        given = sorted(scores(choices, contest).items())
        times[tuple((code, score) for code, score in given if code in projects)] += voters
    return Profile(
        budget_minor=contest.envelope_minor,
        projects=projects,
        groups=[Group(key, voters) for key, voters in sorted(times.items())],
        voters=times.total(),
    )
