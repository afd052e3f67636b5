from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.pabulib.files import PROJECTS, notes, parse, text
from voting.rules.contest import Limits, Project
from voting.rules.pabulib.reader import read


def election(content):
    found, report = parse(content)
    assert report.faults == []
    return found


def test_a_whole_file():
    found = election(text(subunit="Old Town", min_length="1", max_length="2"))
    assert found.place == "Old Town"
    assert (found.begins_on, found.ends_on) == (date(2025, 3, 1), date(2025, 12, 31))
    assert found.contest.envelope_minor == 1000_00
    assert found.contest.kind == "approval"
    assert found.contest.limits == Limits(min_choices=1, max_choices=2)
    assert found.contest.projects["B"] == Project("B", "Trees", 500_50, "parks")
    assert found.contest.projects["A/1"].category == "parks"
    assert found.ballots == [["A/1", "B"], ["C"], ["A/1", "B"]]
    assert found.meta["country"] == "Nowhere"


def test_equal_rows_share_their_choices():
    ballots = election(text(votes=["voter_id;vote", "1;A/1,B", "2;C", "3;A/1,B"])).ballots
    assert ballots[0] is ballots[2]


def test_windows_line_ends_and_a_byte_order_mark():
    assert election(b"\xef\xbb\xbf" + text().replace("\n", "\r\n").encode()) == election(text())


def test_quoted_cells_and_letters_in_another_normal_form():
    rows = [*PROJECTS[:-1], 'C;900;"Ramp; the ""long"" one, at the cafe\u0301";streets']
    assert election(text(projects=rows)).contest.projects["C"].title == 'Ramp; the "long" one, at the caf\xe9'


def test_a_question_mark_of_greek_parts_no_cells():
    rows = [*PROJECTS[:-1], "C;900;Μια ράμπα\u037e;streets"]
    assert election(text(projects=rows)).contest.projects["C"].title == "Μια ράμπα;"


@pytest.mark.parametrize("quoted", ["1", '"1"'])
def test_codes_in_another_normal_form_are_the_same_codes(quoted):
    rows = ["project_id;cost", "Ame\u0301lie;300", "B;500", "C;900"]
    found = election(text(projects=rows, votes=["voter_id;vote", f"{quoted};Am\xe9lie", "2;Ame\u0301lie,B", "3;C"]))
    assert found.ballots == [["Am\xe9lie"], ["Am\xe9lie", "B"], ["C"]]


def test_a_file_without_names_or_currency():
    found = election(text(projects=["project_id;cost", "A/1;300", "B;500", "C;900"], currency=None))
    assert found.contest.projects["C"].title == "C"
    assert found.contest.currency == "XXX"


def test_what_is_said_of_the_voters_where_it_is_asked_for():
    rows = ["voter_id;vote;age;sex", "1;A/1;30;F", '2;C;;"M"', "3;B;44;"]
    assert election(text(votes=rows)).voters == {}
    found, _ = read(BytesIO(text(votes=rows).encode()), with_voters=True)
    assert found.voters == {"age": ["30", "", "44"], "sex": ["F", "M", ""]}


def test_what_else_is_said_of_a_project():
    rows = [
        "project_id;cost;selected;neighborhood;description;latitude;longitude;target;category;proposer",
        "A/1;300;1;Harbour;A bench.;52.25;-21.5;adults,children;parks, sport;Ada",
        "B;500;0;;;;;;;",
        "C;900;;;;;;;;",
    ]
    listings = election(text(projects=rows)).listings
    assert (listings["A/1"].selected, listings["A/1"].neighborhood) == (1, "Harbour")
    assert (str(listings["A/1"].latitude), str(listings["A/1"].longitude)) == ("52.25", "-21.5")
    assert (listings["A/1"].beneficiaries, listings["A/1"].categories) == (("adults", "children"), ("parks", "sport"))
    assert (listings["A/1"].more, listings["B"].more) == ({"proposer": "Ada"}, {})
    assert (listings["C"].selected, listings["C"].latitude, listings["C"].line) == (None, None, 19)


@pytest.mark.parametrize(
    ("vote_type", "more", "kind", "limits"),
    [
        ("approval", {"max_sum_cost": "1000"}, "knapsack", Limits(max_spend_minor=1000_00)),
        ("choose-1", {}, "choose-one", Limits(max_choices=1)),
        ("ordinal", {"max_length": "2"}, "ranking", Limits(max_choices=2)),
    ],
)
def test_vote_types_and_their_limits(vote_type, more, kind, limits):
    found = election(text(vote_type=vote_type, **more))
    assert (found.contest.kind, found.contest.limits) == (kind, limits)


def test_a_ranking_keeps_its_order():
    assert election(text(vote_type="ordinal")).ballots[2] == ["B", "A/1"]


@pytest.mark.parametrize(
    ("points", "vector"),
    [
        (["3,2", "3", "3,2,1"], (3, 2, 1)),
        (["2,1", "1", "3,2,1"], ()),
        (["5,0", "5", "5,0,0"], (5, 0, 0)),
    ],
)
def test_rankings_with_points_follow_one_vector(points, vector):
    rows = [f"1;B,C;{points[0]}", f"2;C;{points[1]}", f"3;C,A/1,B;{points[2]}"]
    found = election(text(vote_type="ordinal", votes=["voter_id;vote;points", *rows]))
    assert (found.contest.scoring, found.ballots[2]) == (vector, ["C", "A/1", "B"])


def test_a_ranking_of_nothing_among_rankings_with_points():
    rows = ["voter_id;vote;points", "1;B,C;3,2", "2;;", "3;C;3"]
    content = text(vote_type="ordinal", votes=rows)
    assert notes(content) == ["23: the ballot names no project"]
    assert election(content).contest.scoring == (3, 2)


POINTS = ["voter_id;vote;points", "1;C,A/1;2,1", "2;B;3", "3;;"]


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring"])
def test_points(vote_type):
    found = election(text(vote_type=vote_type, votes=POINTS, max_sum_points="3", max_points="3"))
    assert found.contest.limits == Limits(points=3, max_points_each=3)
    assert found.ballots == [[{"p": "A/1", "w": 1}, {"p": "C", "w": 2}], [{"p": "B", "w": 3}], []]


def test_a_withdrawn_project_and_one_for_nothing_and_one_too_dear():
    rows = ["project_id;cost;votes", "A/1;999999999;2", "B;0;2", "C;1000.01;1"]
    assert notes(text(projects=rows)) == [
        "17: project 'A/1' costs 999999999, which means it was withdrawn",
        "18: project 'B' costs nothing, so no money can be given to it",
        "19: project 'C' costs more than the budget",
    ]
    assert election(text(projects=rows)).contest.withdrawn == {"A/1"}


def test_a_project_named_twice_counts_once_and_is_noted():
    rows = ["project_id;cost;votes", "A/1;300;3", "B;500;2", "C;900;1"]
    content = text(projects=rows, votes=["voter_id;vote", "1;A/1,B,A/1", "2;C", "3;B,A/1"])
    assert notes(content) == [
        "22: the ballot names project 'A/1' 2 times; it counts once",
        "17: 'votes' of project 'A/1' is 3, but the ballots give 2",
    ]
    assert election(content).ballots[0] == ["A/1", "B"]


def test_ballots_beyond_the_limits_stay_and_are_noted():
    content = text(
        max_length="1",
        min_length="1",
        max_sum_cost="800",
        min_sum_cost="100",
        votes=["voter_id;vote", "1;A/1,B", "2;C", "3;"],
    )
    assert notes(content) == [
        "26: the ballot names 2 projects, against a limit of 1",
        "26: the projects of the ballot cost more together than the limit",
        "27: the projects of the ballot cost more together than the limit",
        "28: the ballot names no project",
        "28: the ballot names 0 projects, against a limit of 1",
        "28: the projects of the ballot cost less together than the limit",
    ]
    assert len(election(content).ballots) == 3


def test_points_worth_a_note():
    rows = ["voter_id;vote;points", "1;C,A/1;2,0", "2;B;4", "3;B,B;1,1"]
    content = text(vote_type="cumulative", votes=rows, max_sum_points="3", max_points="3")
    assert notes(content) == [
        "24: the ballot gives project 'A/1' no points, which is no vote for it",
        "25: the ballot gives 4 points, against a limit of 3",
        "25: the ballot gives project 'B' 4 points, against a limit of 3",
        "26: the ballot names project 'B' 2 times; it counts once",
    ]
    assert election(content).ballots == [[{"p": "C", "w": 2}], [{"p": "B", "w": 4}], [{"p": "B", "w": 1}]]


def test_notes_beyond_the_first_fifty_are_counted():
    rows = ["voter_id;vote", *(f"{number};" for number in range(60))]
    found, report = parse(text(votes=rows, num_votes="60"))
    assert found is not None
    assert (len(report.notes), report.note_count) == (50, 60)


def test_an_empty_line_is_noted():
    assert notes(text().replace("PROJECTS\n", "\nPROJECTS\n")) == ["15: the line is empty"]


def test_the_columns_of_counts_agree_with_the_ballots():
    rows = ["project_id;cost;votes;score", "A/1;300;1;1", "B;500;1;3", "C;900;1;2"]
    assert notes(text(vote_type="cumulative", votes=POINTS, projects=rows)) == ["24: the ballot names no project"]


class Trickle(BytesIO):
    """A stream that gives less than it is asked for."""

    def read(self, size):
        return super().read(min(size, 7))


def test_blocks_may_end_anywhere():
    content = text(vote_type="cumulative", votes=POINTS).replace("\n", "\r\n").rstrip().encode()
    assert read(Trickle(content)) == read(BytesIO(content))


cell = st.lists(st.sampled_from(["A/1", "B", "C", "X", " B", ""]), max_size=4).map(",".join)
points = st.lists(st.sampled_from(["0", "1", "2", "x", ""]), max_size=4).map(",".join)


@given(
    st.lists(st.tuples(cell, points), min_size=1, max_size=6), st.sampled_from(["approval", "cumulative", "ordinal"])
)
def test_a_block_is_read_as_its_lines_would_be_one_by_one(rows, vote_type):
    limits = {"num_votes": str(len(rows)), "max_length": "2", "max_sum_cost": "800", "max_sum_points": "3"}
    plain, quoted = (
        text(
            vote_type=vote_type,
            votes=[
                "voter_id;vote;points",
                *(f"{mark}{n}{mark};{vote};{given}" for n, (vote, given) in enumerate(rows)),
            ],
            **limits,
        )
        for mark in ("", '"')
    )
    assert parse(plain) == parse(quoted)
