"""Real elections read without a fault, and say what their own columns say."""

import json
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest
from pabulib.checker import Checker

from voting.rules.pabulib.anonymous import anonymous
from voting.rules.pabulib.reader import read
from voting.rules.pabulib.writer import write

pytestmark = [pytest.mark.real, pytest.mark.no_cover]  # millions of lines, all of them tested elsewhere

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


def rewritten(path):
    """The election of a file, without what it says of votes and scores, and the file we would write."""
    with path.open("rb") as stream:
        election, _ = read(stream, with_voters=True)
    listings = {code: replace(row, votes=None, score=None) for code, row in election.listings.items()}
    election = anonymous(replace(election, listings=listings))
    return election, "".join(write(election))


def test_every_file_written_and_read_again_is_the_same_election(pabulib):
    paths = sorted(pabulib.glob("*.pb"))
    assert len(paths) >= 54
    for path in paths:
        election, text = rewritten(path)
        again, report = read(BytesIO(text.encode()), with_voters=True)
        assert report.faults == [], path.name
        assert again.contest == election.contest, path.name
        assert (again.ballots, again.voters) == (election.ballots, election.voters), path.name
        for code, listing in election.listings.items():
            assert replace(again.listings[code], votes=None, score=None) == listing, path.name
        assert "".join(write(anonymous(again))) == text, path.name


# The checker takes from two seconds to half a minute for each of these. It accepts them too: benchmarks/checker.py.
SLOW_TO_CHECK = {
    "Poland_Katowice_2023.pb",
    "Poland_Krakow_2024.pb",
    "Poland_Lodz_2022.pb",
    "Poland_Swiecie_2023.pb",
    "Poland_Warszawa_2026.pb",
    "Poland_Wieliczka_2023_Green_Budget.pb",
    "Poland_Wroclaw_2015_150_-_500.pb",
}


def test_the_checker_of_the_format_accepts_what_is_written(pabulib, capsys):
    """Every file: there is none that it does not accept."""
    paths = [path for path in sorted(pabulib.glob("*.pb")) if path.name not in SLOW_TO_CHECK]
    assert len(paths) >= 47
    for path in paths:
        result = Checker().process_files([rewritten(path)[1]])
        assert result["metadata"]["valid"] == 1, (path.name, result)
