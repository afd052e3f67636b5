from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.pabulib.elections import elections
from tests.voting.rules.pabulib.files import parse, text
from voting.rules.contest import Limits
from voting.rules.pabulib.anonymous import age_group, anonymous
from voting.rules.pabulib.reader import read
from voting.rules.pabulib.writer import write


def written(election):
    return "".join(write(election))


def read_again(election):
    found, report = read(BytesIO(written(election).encode()), with_voters=True)
    assert report.faults == []
    return found


def bare(election):
    """An election without what a writer counts anew."""
    listings = {code: replace(row, votes=None, score=None) for code, row in election.listings.items()}
    counted = ("num_projects", "num_votes", "budget", "fully_funded", "min_length", "max_length", "max_sum_cost")
    meta = {key: value for key, value in election.meta.items() if key not in {*counted, "max_sum_points"}}
    return replace(election, listings=listings, meta=meta)


@given(elections())
def test_an_election_written_and_read_is_the_same(election):
    assert bare(read_again(election)) == bare(election)


@given(elections(), st.randoms(use_true_random=False))
def test_the_order_in_which_ballots_came_leaves_no_trace(election, random):
    order = [*range(len(election.ballots))]
    random.shuffle(order)
    mixed = replace(
        election,
        ballots=[election.ballots[place] for place in order],
        voters={name: [cells[place] for place in order] for name, cells in election.voters.items()},
    )
    assert written(anonymous(mixed)) == written(anonymous(election))
    assert written(anonymous(read_again(anonymous(election)))) == written(anonymous(election))


def test_a_whole_file():
    rows = ["project_id;cost;name;selected", 'A/1;300;"Bench; ""long""";1', "B;500.50;Trees;0", "C;900;Ramp;0"]
    election, _ = parse(text(projects=rows, max_length="9", comment='"#1: A;B"'))
    assert written(election).splitlines() == [
        "META",
        "key;value",
        "description;Parks of Marenholt",
        "country;Nowhere",
        "unit;Marenholt",
        "instance;2025",
        "num_projects;3",
        "num_votes;3",
        "budget;1000",
        "vote_type;approval",
        "rule;greedy",
        "date_begin;01.03.2025",
        "date_end;2025",
        "max_length;3",
        "currency;EUR",
        'comment;"#1: A;B"',
        "PROJECTS",
        "project_id;cost;votes;name;selected",
        'A/1;300;2;"Bench; ""long""";1',
        "B;500.50;2;Trees;0",
        "C;900;1;Ramp;0",
        "VOTES",
        "voter_id;vote",
        "1;A/1,B",
        "2;C",
        "3;A/1,B",
    ]


def test_points_are_written_in_the_order_of_preference():
    rows = ["voter_id;vote;points", "1;A/1,B;1,2"]
    election, _ = parse(text(vote_type="cumulative", votes=rows, num_votes="1"))
    assert written(election).endswith("voter_id;vote;points\n1;B,A/1;2,1\n")
    assert "\nvote_type;cumulative\n" in written(election)
    assert "\nB;500.50;1;2;Trees" in written(election)


@pytest.mark.parametrize(("points", "kind"), [(None, "scoring"), (5, "cumulative")])
def test_the_type_of_points_that_no_file_has_named(points, kind):
    rows = ["voter_id;vote;points", "1;B;2"]
    election, _ = parse(text(vote_type="cumulative", votes=rows, num_votes="1"))
    made = replace(election, meta={}, contest=replace(election.contest, limits=Limits(points=points)))
    assert f"\nvote_type;{kind}\n" in written(made)


def test_a_ranking_with_a_vector_shows_its_points():
    election, _ = parse(text(vote_type="ordinal", votes=["voter_id;vote", "1;C,B,A/1", "2;B"], num_votes="2"))
    scored = replace(election, contest=replace(election.contest, scoring=(5, 3)))
    assert written(scored).endswith("voter_id;vote;points\n1;C,B,A/1;5,3,0\n2;B;5\n")
    assert read_again(scored).contest.scoring == (5, 3, 0)


def test_a_knapsack_names_its_envelope():
    election, _ = parse(text(min_sum_cost="100.50"))
    knapsack = replace(election, contest=replace(election.contest, kind="knapsack"))
    assert "\nmin_sum_cost;100.50\nmax_sum_cost;1000\n" in written(knapsack)


def test_line_ends_inside_a_cell_become_spaces():
    election, _ = parse(text())
    broken = replace(election, meta={**election.meta, "description": " one\r\ntwo\n"})
    assert "\ndescription;one two\n" in written(broken)


def test_an_election_that_funds_everything_says_so():
    election, _ = parse(text(budget="2000"))
    assert "\nfully_funded;1\n" in written(election)


@pytest.mark.parametrize(
    ("age", "group"),
    [
        ("0", "0-17"),
        ("17", "0-17"),
        ("18", "18-29"),
        ("74", "60-74"),
        ("120", "75-120"),
        ("121", ""),
        ("40-59", "40-59"),
        ("old", ""),
        ("-1", ""),
        ("", ""),
    ],
)
def test_ages_are_published_in_groups(age, group):
    assert age_group(age) == group
    assert age_group(group) == group
