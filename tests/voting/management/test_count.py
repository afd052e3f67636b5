"""`count` on a bare file: the tests have no database, so any query would fail them."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.voting.rules.pabulib.files import text
from voting.management.counts import main


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
    with pytest.raises(CommandError) as stopped:
        run(file, "--rule", "greedy")
    assert str(stopped.value).splitlines() == [
        f"{file}:17: the cost of project 'A/1': 'x' is not an amount such as 1250 or 1250.50",
        f"{file}:23: the project 'D' is not in PROJECTS",
    ]


def test_without_django_and_without_a_database(file):
    words = [sys.executable, "manage.py", "count", str(file), "--rule", "greedy", "--json"]
    done = subprocess.run(
        words, env=os.environ | {"DATABASE_URL": "broken"}, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["winners"] == ["A/1", "B"]
    loaded = "import sys; import voting.management.counts; print([n for n in sys.modules if n.startswith('django')])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_command_and_the_quick_way_say_the_same(file, capsys):
    words = [str(file), "--rule", "mes-cost"]
    assert main(words) == 0
    assert capsys.readouterr().out == run(*words)


def test_the_quick_way_ends_with_one_where_there_is_nothing_to_count(file, capsys):
    file.write_text(text().replace("2;C", "2;D"))
    assert main([str(file), "--rule", "greedy"]) == 1
    assert capsys.readouterr().err == f"{file}:23: the project 'D' is not in PROJECTS\n"


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
