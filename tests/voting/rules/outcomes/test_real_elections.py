"""Real elections give the winners, in order of purchase, that two independent exact counts gave."""

import json

import pytest

from voting.rules.outcomes.counting import count
from voting.rules.pabulib.reader import read

pytestmark = pytest.mark.real

NAMED = [
    "Poland_Wieliczka_2023_Green_Budget.pb",
    "Poland_Swiecie_2023.pb",
    "Netherlands_Assen_2024.pb",
    "Poland_Zabrze_2020_Osiedle_Mlodego_Gornika.pb",
    "France_Toulouse_2022_17_-_Mirail-Universite_Reynerie_Bellefontaine.pb",
    "Poland_Lodz_2022.pb",
]
NAMES = {"greedy": "greedy_votes", "mes-cost": "mes_cost", "mes-cardinality": "mes_cardinality"}
# Ballots that name a project twice, and a column of votes that counts it twice.
NOTED = {"Netherlands_Amsterdam_604.pb": 8, "Poland_Warszawa_2026_Blonia_Wilanowskie.pb": 2}
# Equal shares leaves no group of voters a claim to more, in what it goes by (EJR+ up to any project).
WITHOUT_CLAIMS = {"mes-cost": "cost", "mes-cardinality": "cardinality"}
FIGURES = {"greedy": "greedy", "mes-cost": "mes_base"}


def check(folder, name, expected):
    with (folder / name).open("rb") as stream:
        election, report = read(stream)
    assert (report.faults, report.note_count) == ([], NOTED.get(name, 0)), name
    for preset, key in NAMES.items():
        result = count(election.contest, election.ballots, preset, {"ties": "id"}, is_explained=False)
        assert result.winners == expected[key], (name, preset)
        if preset in WITHOUT_CLAIMS:
            assert result.metrics["claims"][WITHOUT_CLAIMS[preset]] is None, (name, preset)
        for figure, value in expected["metrics"].get(FIGURES.get(preset, ""), {}).items():
            assert result.metrics[figure] == pytest.approx(value, abs=1e-6), (name, preset, figure)


@pytest.fixture(scope="module")
def expected(pabulib):
    return json.loads((pabulib / "expected.json").read_text())


@pytest.mark.parametrize("name", NAMED)
def test_named_elections(pabulib, expected, name):
    check(pabulib, name, expected[name])


def test_every_other_election_of_approvals(pabulib, expected):
    others = expected.keys() - {*NAMED}
    assert len(others) >= 39
    for name in sorted(others):
        check(pabulib, name, expected[name])
