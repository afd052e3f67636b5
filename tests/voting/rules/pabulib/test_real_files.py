"""Real elections read without a fault, and say what their own columns say."""

import json
from collections import Counter

import pytest

from voting.rules.pabulib.reader import read

pytestmark = pytest.mark.real

# Ballots that give a project no points.
NOTED = {"Switzerland_Zurich_S5D10.pb": 76}


def test_points_and_rankings_read_without_a_fault(pabulib):
    """The elections of approvals are read in tests/voting/rules/outcomes/test_real_elections.py."""
    elsewhere = json.loads((pabulib / "expected.json").read_text())
    paths = [path for path in sorted(pabulib.glob("*.pb")) if path.name not in elsewhere]
    assert len(paths) >= 9
    for path in paths:
        with path.open("rb") as stream:
            election, report = read(stream)
        assert report.faults == [], path.name
        assert election is not None
        assert report.note_count == NOTED.get(path.name, 0), path.name


def test_the_votes_of_wieliczka(pabulib):
    with (pabulib / "Poland_Wieliczka_2023_Green_Budget.pb").open("rb") as stream:
        election, _ = read(stream)
    counts = Counter(code for choices in election.ballots for code in choices)
    assert counts == {code: listing.votes for code, listing in election.listings.items()}
    assert (len(election.ballots), len(election.contest.projects)) == (6586, 64)
