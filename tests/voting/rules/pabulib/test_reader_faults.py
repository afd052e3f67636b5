import pytest

from tests.voting.rules.pabulib.files import faults, parse, text


@pytest.mark.parametrize(
    ("meta", "fault"),
    [
        ({"budget": None}, "14: META has no 'budget'"),
        ({"unit": ""}, "5: META has no 'unit'"),
        ({"budget": "12,50"}, "9: 'budget': '12,50' is not an amount such as 1250 or 1250.50"),
        ({"budget": "-1"}, "9: 'budget' is below nothing"),
        ({"budget": "0.00"}, "9: the budget is nothing"),
        (
            {"vote_type": "quadratic"},
            "10: the vote type 'quadratic' is none of approval, choose-1, ordinal, cumulative, scoring",
        ),
        ({"currency": "zł"}, "14: the currency 'zł' is not three capital letters"),
        ({"date_begin": "2025-03-01"}, "12: 'date_begin' is '2025-03-01', not a day as DD.MM.YYYY or a year"),
        ({"date_begin": "31.02.2025"}, "12: 'date_begin' is '31.02.2025', not a day as DD.MM.YYYY or a year"),
        ({"date_end": "9" * 30}, f"13: 'date_end' is '{'9' * 30}', not a day as DD.MM.YYYY or a year"),
        ({"default_score": "1"}, "15: a 'default_score' other than 0 cannot be counted"),
        ({"date_end": "2024"}, "13: the vote ends before it begins"),
        ({"max_length": "two"}, "15: 'max_length' is 'two', not a whole number"),
        ({"max_length": "1", "min_length": "2"}, "16: 'min_length' is more than 'max_length'"),
        ({"max_sum_cost": "1", "min_sum_cost": "2"}, "16: 'min_sum_cost' is more than 'max_sum_cost'"),
        ({"num_projects": "4"}, "7: 'num_projects' is 4, but the file holds 3"),
        ({"num_votes": "2"}, "8: 'num_votes' is 2, but the file holds 3"),
    ],
)
def test_faults_of_meta(meta, fault):
    assert fault in faults(text(**meta))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("key;value", "key,value", "2: the header of META must be 'key;value'"),
        ("unit;Marenholt", "unit;Maren;holt", "5: a line of META has a key and a value, not 3 cells"),
        ("unit;Marenholt", "country;X", "5: the key 'country' appears twice"),
        ("META\n", "", "1: the file does not begin with META"),
        ("PROJECTS\n", "VOTES\n", "15: META, PROJECTS and VOTES come once each, in this order"),
        ("VOTES\n", "META\n", "20: META, PROJECTS and VOTES come once each, in this order"),
        ("2;C;", "VOTES", "23: META, PROJECTS and VOTES come once each, in this order"),
        ("project_id;cost", "project_id;price", "16: the column 'cost' is missing"),
        ("project_id;cost", "cost;project_id", "16: the first column must be 'project_id', not 'cost'"),
        ("cost;name;category", "cost;cost;category", "16: the column 'cost' appears twice"),
        ("A/1;300;Bench;parks,sport", "A/1;300;Bench", "17: the row has 3 cells, the header 4"),
        ("A/1;300", ";300", "17: '' is no project_id: it is empty or has a comma or a space around it"),
        ("A/1;300", "A,1;300", "17: 'A,1' is no project_id: it is empty or has a comma or a space around it"),
        ("A/1;300", f"{'A' * 33};300", f"17: the project_id '{'A' * 33}' is longer than 32 characters"),
        ("C;900;Ramp", "B;900;Ramp", "19: the project 'B' appears twice"),
        ("A/1;300", "A/1;3e2", "17: the cost of project 'A/1': '3e2' is not an amount such as 1250 or 1250.50"),
        ("A/1;300", "A/1;-300", "17: the cost of project 'A/1' is below nothing"),
        ("voter_id;vote;age", "voter_id;age;sex", "21: the column 'vote' is missing"),
        ("1;A/1,B;30", "1;A/1,B", "22: the row has 2 cells, the header 3"),
        ("1;A/1,B;30", ";A/1,B;30", "22: no voter_id"),
        ("2;C;", "1;C;", "23: the voter_id '1' appears twice"),
        ("1;A/1,B;30", "1;A/1,X;30", "22: the project 'X' is not in PROJECTS"),
        ("1;A/1,B;30", "1;A/1, B;30", "22: there is a space beside a comma before or after 'B'"),
        ("1;A/1,B;30", '1;"A/1,B;30', "22: a quotation mark is not closed, or stands in the middle of a quoted cell"),
        ("1;A/1,B;30", '1;"A/1"B;30', "22: a quotation mark is not closed, or stands in the middle of a quoted cell"),
    ],
)
def test_faults_of_lines(old, new, fault):
    assert old in text()
    assert fault in faults(text().replace(old, new, 1))


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("votes", "3", "'votes' of project 'A/1' is 3, but the ballots give 2"),
        ("score", "1", "'score' of project 'A/1' is 1, but the ballots give 2"),
        ("selected", "yes", "'selected' is 'yes', not a number"),
        ("selected", "0.5", "'selected' is 0.5, not a whole number"),
        ("latitude", "91.5", "'latitude' is 91.5, beyond 90 degrees"),
        ("longitude", "-181", "'longitude' is -181, beyond 180 degrees"),
    ],
)
def test_faults_of_what_is_said_of_a_project(column, value, reason):
    rows = [f"project_id;cost;{column}", f"A/1;300;{value}", "B;500;", "C;900;"]
    assert faults(text(projects=rows)) == [f"17: {reason}"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1;C,A/1;2", "the ballot names 2 projects and gives 1 points"),
        ("1;C;", "the ballot names 1 projects and gives 0 points"),
        ("1;C;-1", "'-1' is not a number of points: a whole number, not below nothing"),
        ("1;C;1.5", "'1.5' is not a number of points: a whole number, not below nothing"),
        ("1;C;9999999999", "'9999999999' is not a number of points: a whole number, not below nothing"),
    ],
)
def test_faults_of_points(row, reason):
    content = text(vote_type="cumulative", votes=["voter_id;vote;points", row], num_votes="1")
    assert faults(content) == [f"22: {reason}"]


def test_rankings_whose_points_follow_no_one_vector():
    rows = ["voter_id;vote;points", "1;B,C;3,2", "2;C;3", "3;C,B;2,3"]
    assert faults(text(vote_type="ordinal", votes=rows)) == [
        "24: the points of this ranking and of another follow no one scoring vector"
    ]
    assert faults(text(vote_type="ordinal", votes=["voter_id;vote;points", "1;B,C;3", "2;C;x", "3;C;3"])) == [
        "22: the ballot names 2 projects and gives 1 points",
        "23: 'x' is not a number of points: a whole number, not below nothing",
    ]
    assert faults(text(vote_type="ordinal", votes=["voter_id;vote;points", "1;B;1", "2;C;", "3;C;1"])) == [
        "23: the ballot names 1 projects and gives 0 points"
    ]


def test_points_without_their_column():
    assert faults(text(vote_type="cumulative")) == ["21: the column 'points' is missing"]


@pytest.mark.parametrize(("lines", "section"), [(0, "META"), (14, "PROJECTS"), (19, "VOTES")])
def test_a_file_that_ends_early(lines, section):
    kept = "".join(line + "\n" for line in text().splitlines()[:lines])
    assert faults(kept) == [f"{lines + 1}: the file ends before the section {section}"]


def test_faults_of_projects_and_of_votes_are_told_together():
    content = text().replace("A/1;300;", "A/1;x;").replace("2;C;", "2;D;")
    assert [fault.split(":")[0] for fault in faults(content)] == ["17", "23"]


def test_votes_are_not_judged_by_projects_that_could_not_be_read():
    assert len(faults(text().replace("A/1;300;", "300;"))) == 1


def test_only_the_first_fifty_faults_are_told():
    rows = ["voter_id;vote", *(f"{number};X" for number in range(60))]
    assert len(faults(text(votes=rows, num_votes="60"))) == 50
    report = parse(text(votes=["voter_id;vote", *(f"{n};X" for n in range(49)), "50;" + "X," * 200_000]))[1]
    assert len(report.faults) == 50
