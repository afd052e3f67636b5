"""Every real election reads without a fault, and says what its own columns say."""

from collections import Counter

import pytest

from voting.rules.pabulib.reader import read

pytestmark = pytest.mark.real

# Ballots with a project named twice, or (in Zurich's points) given nothing; no other file has anything to note.
NOTED = {
    "Netherlands_Amsterdam_604.pb": 8,
    "Poland_Warszawa_2026_Blonia_Wilanowskie.pb": 2,
    "Switzerland_Zurich_S5D10.pb": 76,
}


def test_all_files_read_without_a_fault(pabulib):
    paths = sorted(pabulib.glob("*.pb"))
    assert len(paths) >= 54
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
