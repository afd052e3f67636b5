"""Real elections: what other exact counts gave, and what the cities themselves decided."""

import json

import pytest

from voting.rules.outcomes.counting import count
from voting.rules.pabulib.reader import read

pytestmark = [pytest.mark.real, pytest.mark.no_cover]  # millions of lines, all of them tested elsewhere

# The rule a file declares, in our words. Warszawa's exclusive rule bars pairs that its file does not name, and none
# met here; Poznań's own rule also pays for a next project that is short of at most a fifth: none was (no 2 in `selected`).
DECLARED = {
    "greedy": {},
    "greedy-threshold": {},
    "greedy-exclusive": {},
    "greedy-no-skip": {"skip": "no"},
    "greedy-custom": {"skip": "no"},
}
OFFICIAL = {
    "Poland_Gdynia_2020.pb",
    "Poland_Gdynia_2021.pb",
    "Poland_Katowice_2023.pb",
    "Poland_Katowice_2023_Giszowiec.pb",
    "Poland_Katowice_2023_Murcki.pb",
    "Poland_Krakow_2024.pb",
    "Poland_Krakow_2024_Stare_Miasto.pb",
    "Poland_Lodz_2022.pb",
    "Poland_Poznan_2026_large.pb",
    "Poland_Warszawa_2018_Wilanow_Obszar_II.pb",
    "Poland_Warszawa_2024_Wilanow.pb",
    "Poland_Warszawa_2025_Wilanow.pb",
    "Poland_Warszawa_2026.pb",
    "Poland_Warszawa_2026_Blonia_Wilanowskie.pb",
    "Poland_Wroclaw_2015_150_-_500.pb",
}


@pytest.fixture(scope="module")
def elections(pabulib):
    """Each file once, for all the tests of this module."""
    known = {}

    def election(name):
        if name not in known:
            with (pabulib / name).open("rb") as stream:
                known[name] = read(stream)[0]
        return known[name]

    return election


@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_the_declared_rule_gives_the_official_winners(elections, name):
    election = elections(name)
    threshold = {"threshold": election.meta.get("min_project_score_threshold", "0")}
    changes = DECLARED[election.meta["rule"]] | threshold
    result = count(election.contest, election.ballots, "greedy", changes, is_explained=False)
    assert {*result.winners} == {code for code, row in election.listings.items() if row.selected == 1}


def test_poznan_would_not_have_paid_for_a_part(elections):
    """What was left was far from the 80 % of the next project at which the city adds the rest."""
    election = elections("Poland_Poznan_2026_large.pb")
    result = count(election.contest, election.ballots, "greedy-no-skip", {"part_funding": "80"})
    assert result.course == {}
    loser = result.losers["OD.2"]
    assert (loser["reason"], loser["left"], loser["cost"]) == ("no_room", 10_000_00, 2_000_000_00)
    part = count(election.contest, election.ballots, "greedy-no-skip", {"part_funding": "0"})
    assert part.winners == result.winners


def test_other_exact_counts_agree(pabulib, elections):
    expected = json.loads((pabulib / "expected.json").read_text())
    assert len(expected) >= 45
    for name, known in expected.items():
        election = elections(name)
        flow = count(election.contest, election.ballots, "phragmen", is_explained=False)
        assert flow.winners == known["phragmen"], name
        for utility in ("cost", "cardinality"):
            found = count(election.contest, election.ballots, "max-welfare", {"utility": utility}, is_explained=False)
            votes = {code: row.votes for code, row in election.listings.items()}
            costs = {code: project.cost_minor for code, project in election.contest.projects.items()}
            if name not in {"Netherlands_Amsterdam_604.pb", "Poland_Warszawa_2026_Blonia_Wilanowskie.pb"}:
                worth = [votes[c] * (costs[c] if utility == "cost" else 1) for c in known[f"max_welfare_{utility}"]]
                assert found.course["welfare"] == sum(worth), (name, utility)
            else:
                # Their column of votes counts a project twice that a ballot names twice.
                assert {*found.winners} == {*known[f"max_welfare_{utility}"]}, (name, utility)
