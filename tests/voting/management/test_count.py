"""`count` on a bare file: the tests have no database, so any query would fail them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.voting.rules.pabulib.files import text


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "parks.pb"
    path.write_text(text())
    return path


def run(*words):
    out = StringIO()
    call_command("count", *map(str, words), stdout=out)
    return out.getvalue()


def test_the_outcome_as_json(file):
    found = json.loads(run(file, "--rule", "greedy", "--set", "ties=cost,id", "--json"))
    assert found.keys() >= {"rule", "parameters", "budget", "winners", "spent", "steps", "losers", "ties", "metrics"}
    assert (found["winners"], found["spent"], found["budget"]) == (["A/1", "B"], 800_50, 1000_00)
    assert (found["currency"], found["parameters"]["ties"]) == ("EUR", "cost,id")
    assert found["losers"]["C"]["missing"] == 700_50


def test_without_ledgers(file):
    assert json.loads(run(file, "--rule", "mes-cost", "--json", "--explain", "none"))["losers"] == {}


def test_the_outcome_for_people(file):
    assert run(file, "--rule", "greedy").splitlines() == [
        "  1. A/1                    300.00 EUR  Bench",
        "  2. B                      500.50 EUR  Trees",
        "2 of 3 projects, 800.50 EUR of 1,000.00 EUR",
        "greedy on 3 ballots: method=greedy, rank=score, skip=yes, threshold=0, part_funding=0, ties=id",
    ]


def test_a_bad_file_is_told_line_by_line(file):
    file.write_text(text().replace("A/1;300", "A/1;x").replace("2;C", "2;D"))
    errors = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("count", str(file), "--rule", "greedy", stderr=errors)
    assert stopped.value.code == 1
    assert errors.getvalue().splitlines() == [
        f"{file}:17: the cost of project 'A/1': 'x' is not an amount such as 1250 or 1250.50",
        f"{file}:23: the project 'D' is not in PROJECTS",
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--rule", "borda"], "There is no rule 'borda'"),
        (["--rule", "greedy", "--set", "ties"], "--set takes KEY=VALUE, not 'ties'"),
        (["--rule", "greedy", "--set", "ties=cost"], "ties is an order"),
    ],
)
def test_a_rule_that_there_is_not(file, words, reason):
    with pytest.raises(CommandError, match=reason):
        run(file, *words)


def test_a_file_that_there_is_not(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.pb", "--rule", "greedy")
